package app.mainstay.coverage.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountPeople;
import app.mainstay.account.TeamRole;
import app.mainstay.base.ui.Translations;
import app.mainstay.coverage.HandoverDraft;
import app.mainstay.coverage.HandoverSide;
import app.mainstay.coverage.HandoverState;
import app.mainstay.coverage.Handovers;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.ComboBoxKt;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.provider.Query;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class HandoverViewsTest extends ViewTest {

    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private Handovers handovers;
    @Autowired
    private AccountPeople people;
    @Autowired
    private SettingsService settings;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void company() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
    }

    @Test
    void aManagerWritesOneAndSendsItForSigning() {
        openAs(company.manager(), "team/handovers/new?giver=" + Ids.text(company.member().id()) + "&account=" + Ids.text(acme));
        _click(button("Save"));
        assertThat(box("Taker").getErrorMessage()).isEqualTo("This is needed.");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Reason")).isInvalid()).isTrue();

        ComboBoxKt.selectByLabel(box("Taker"), "Colleague");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Reason")), "Region changes");
        _click(button("Save"));
        assertThat(_get(H1.class).getText()).isEqualTo("Handover from Member to Colleague");
        assertThat(text(view())).contains("One account").contains("Acme").contains("Only those who lead see this draft.");

        _click(button("Send for signing"));
        assertThat(text(view())).contains("Waits for signatures").doesNotContain("Only those who lead see this draft.");
    }

    @Test
    void theDocumentListsByItselfWhatIsOpen() {
        fixtures.as(company.manager(), () -> people.setMember(acme, company.colleague().id(), TeamRole.BACKUP));
        long id = open();

        openAs(company.member(), "team/handovers/" + Ids.text(id));

        assertThat(text(view())).contains("Account teams").contains("Backup representative: Colleague").contains("Not signed yet");
    }

    @Test
    void giverAndTakerSignEachTheirOwn() {
        long id = open();
        openAs(company.member(), "team/handovers/" + Ids.text(id));
        _click(button("Sign"));
        assertThat(text(view())).contains("Giver · MemberSigned 24 Nov 2026 10:30");
        _assertNone(Button.class, spec -> spec.withText("Sign"));

        openAs(company.colleague(), "team/handovers/" + Ids.text(id));
        _click(button("Sign"));
        assertThat(fixtures.as(company.manager(), () -> handovers.get(id).state())).isEqualTo(HandoverState.SIGNED);
    }

    @Test
    void wordsAreWrittenByTheirOwnerAndAChangeVoidsSignatures() {
        long id = open();
        fixtures.as(company.colleague(), () -> handovers.sign(id, HandoverSide.TAKER, handovers.get(id).edition(), null));
        openAs(company.member(), "team/handovers/" + Ids.text(id));

        _click(button("Write"));
        TextArea words = _get(TextArea.class);
        assertThat(words.getHelperText()).contains("voids the signatures");
        _setValue(words, "Call **on Mondays**");
        _click(button("Save"));

        assertThat(fixtures.as(company.manager(), () -> handovers.get(id))).satisfies(handover -> {
            assertThat(handover.giverWords()).isEqualTo("Call **on Mondays**");
            assertThat(handover.takerSigned()).isNull();
        });
    }

    /** What was read is not what stands there now: signing says so instead of signing something else. */
    @Test
    void whatChangedMeanwhileIsNotSigned() {
        long id = open();
        openAs(company.colleague(), "team/handovers/" + Ids.text(id));
        // Past the service, which would tell the open page before the click.
        jdbc.update("update coverage_handover set edition = edition + 1, version = version + 1 where id = ?", id);

        _click(button("Sign"));

        assertThat(_find(getNotifications().getFirst(), Span.class)).extracting(Span::getText).anyMatch(text -> text.contains("changed after you opened it"));
        assertThat(fixtures.as(company.manager(), () -> handovers.get(id).takerSigned())).isNull();
    }

    @Test
    void callingOffDemandsAReason() {
        long id = open();
        openAs(company.manager(), "team/handovers/" + Ids.text(id));
        choose("Call off…");
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText("Call off")));
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Reason")).getErrorMessage()).isEqualTo("This is needed.");

        _setValue(_get(TextArea.class, spec -> spec.withLabel("Reason")), "Not needed any more");
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText("Call off")));
        assertThat(text(view())).contains("by Manager: Not needed any more");
    }

    @Test
    void othersSeeNothingOfIt() {
        long id = open();
        openAs(company.stranger(), "team/handovers");
        assertThat(_size(_get(Grid.class))).isZero();

        openAs(company.stranger(), "team/handovers/" + Ids.text(id));
        assertThat(text(view())).contains("There is nothing at this address for you.");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void chosenAccountsAreTheGivers() {
        fixtures.account(company, "Beta", company.colleague());
        openAs(company.manager(), "team/handovers/new?giver=" + Ids.text(company.member().id()));
        RadioButtonGroup<Boolean> what = _get(RadioButtonGroup.class, spec -> spec.withLabel("What"));
        assertThat(what.getValue()).isTrue();
        _setValue(what, false);

        assertThat(_get(MultiSelectComboBox.class, spec -> spec.withLabel("Accounts")).getDataProvider().fetch(new Query<>(0, 10, List.of(), null, ""))
                .map(choice -> _get(MultiSelectComboBox.class, spec -> spec.withLabel("Accounts")).getItemLabelGenerator().apply(choice))).containsExactly("Acme");
    }

    @Test
    void theDocumentSpeaksChinese() {
        long id = open();

        openAs(company.member(), Translations.CHINESE, "team/handovers/" + Ids.text(id));

        assertThat(_get(H1.class).getText()).isEqualTo("交接单：Member → Colleague");
        assertThat(text(view())).contains("移交人").contains("尚未签字");
    }

    private static void choose(String entry) {
        var item = _find(MenuBar.class).stream().filter(menu -> !menu.hasClassName("user-menu")).flatMap(menu -> menu.getItems().stream())
                .flatMap(root -> root.getSubMenu().getItems().stream()).filter(one -> one.getText().equals(entry)).findFirst().orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    private long open() {
        return fixtures.as(company.manager(), () -> {
            long id = handovers.save(new HandoverDraft(null, company.member().id(), company.colleague().id(), false, Set.of(acme),
                    settings.today().plusDays(1), "Region changes", null, 0));
            handovers.open(id, handovers.draft(id).version());
            return id;
        });
    }

    private static ComboBox<?> box(String label) {
        return _get(ComboBox.class, spec -> spec.withLabel(label));
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    private static String text(HasElement component) {
        return component.getElement().getTextRecursively();
    }
}
