package app.mainstay.account.ui.duplicate;

import static com.github.mvysny.kaributesting.v10.GridKt._get;
import static com.github.mvysny.kaributesting.v10.GridKt._getFormattedRow;
import static com.github.mvysny.kaributesting.v10.GridKt._size;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.duplicate.DuplicatePair;
import app.mainstay.account.duplicate.Duplicates;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.account.duplicate.PairFilter;
import app.mainstay.account.duplicate.PairSort;
import app.mainstay.account.duplicate.PairState;
import app.mainstay.jobs.JobDriver;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DuplicateViewsTest extends ViewTest {

    @Autowired
    private AccountService accounts;
    @Autowired
    private Duplicates duplicates;
    @Autowired
    private Merging merging;
    @Autowired
    private JobDriver driver;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void whatIsTypedIsHintedAtBesideTheField() {
        long acme = account("Acme Ltd", "acme.com", company.member());
        account("Bolt GmbH", null, company.stranger());
        openAs(company.manager(), "accounts/new");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Acme");
        assertThat(hint("Name")).contains("May be there already", "Acme Ltd", "Same name but for legal form and place");
        assertThat(_get(Anchor.class, spec -> spec.withText("Acme Ltd")).getHref()).isEqualTo("accounts/" + Ids.text(acme));
        assertThat(hint("Website")).doesNotContain("Acme");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Bolt");
        assertThat(hint("Name")).contains("One that exists in another unit.").doesNotContain("GmbH", "Same");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Website")), "https://www.acme.com");
        assertThat(hint("Website")).contains("Acme Ltd", "Same website");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Something else");
        assertThat(hint("Name")).doesNotContain("May be");
        // Help that was there stays.
        assertThat(hint("Unified Social Credit Code")).isNotBlank();
    }

    @Test
    void theSearchIsStartedAndItsPairsListed() {
        long one = account("Acme Ltd", null, company.member());
        long other = account("Acme GmbH", "acme.com", company.colleague());
        openAs(company.manager(), "accounts/duplicates");
        assertThat(view().getElement().getTextRecursively()).contains("Nothing has been found yet");

        _click(_get(Button.class, spec -> spec.withText("Look for duplicates")));
        driver.runDue();
        // Who comes back sees what came out.
        openAs(company.manager(), "accounts/duplicates");
        Grid<DuplicatePair> grid = _get(Grid.class);
        assertThat(_size(grid)).isEqualTo(1);
        assertThat(_get(grid, 0)).extracting(DuplicatePair::oneId, DuplicatePair::otherId).containsExactly(one, other);
        assertThat(String.join("|", _getFormattedRow(grid, 0))).contains("Same name but for legal form and place");
        openAs(company.manager(), Locale.SIMPLIFIED_CHINESE, "accounts/duplicates");
        assertThat(view().getElement().getTextRecursively()).contains("客户查重");
    }

    @Test
    void aPairThatIsNoneIsDismissed() {
        long one = account("Acme Ltd", null, company.member());
        long other = account("Acme GmbH", null, company.member());
        openAs(company.manager(), merge(one, other));

        _click(_get(Button.class, spec -> spec.withText("Not the same")));

        assertThat(address()).isEqualTo("accounts/duplicates");
        assertThat(fixtures.as(company.manager(), () -> duplicates.page(new PairFilter(null, Set.of(PairState.DISMISSED)), Slice.first(9, PairSort.SCORE)))).hasSize(1);
    }

    @Test
    void twoBecomeOneFieldByField() {
        long one = account("Acme Ltd", null, company.member());
        long other = account("Acme GmbH", "acme.de", company.colleague());
        openAs(company.manager(), merge(one, other));
        assertThat(view().getElement().getTextRecursively()).contains("Same name but for legal form and place", "one entry of the timeline");
        // What only one of them says is proposed.
        assertThat(group("Website").getValue()).hasToString("OTHER");
        assertThat(group("Name").getValue()).hasToString("ONE");

        choose("Name", 1);
        _click(_get(Button.class, spec -> spec.withText("Merge")));
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));

        assertThat(address()).isEqualTo("accounts/" + Ids.text(one));
        var draft = fixtures.as(company.manager(), () -> accounts.get(one).draft());
        assertThat(draft.name()).isEqualTo("Acme GmbH");
        assertThat(draft.website()).isEqualTo("acme.de");
        // The address of the other leads here, with whatever stands behind.
        navigate("accounts/" + Ids.text(other));
        assertThat(address()).isEqualTo("accounts/" + Ids.text(one));
        navigate("accounts/" + Ids.text(other) + "/edit");
        assertThat(address()).isEqualTo("accounts/" + Ids.text(one) + "/edit");
    }

    @Test
    void whoComesSecondReadsWhoWasFirst() {
        long one = account("Acme Ltd", null, company.member());
        long other = account("Acme GmbH", null, company.member());
        openAs(company.manager(), merge(one, other));
        fixtures.as(company.director(), () -> merging.merge(new MergeDraft(one, 0, other, 0, Set.of(), true)));

        _click(_get(Button.class, spec -> spec.withText("Merge")));
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));

        assertThat(view().getElement().getTextRecursively()).contains("Acme Ltd is part of Acme GmbH already: Director merged them on 24 Nov 2026 10:30.");
    }

    @Test
    void aChangeMeanwhileIsShownAndWhatWasChosenStays() {
        long one = account("Acme Ltd", "acme.com", company.member());
        long other = account("Acme GmbH", "acme.de", company.member());
        openAs(company.manager(), merge(one, other));
        choose("Website", 1);
        fixtures.as(company.member(), () -> accounts.save(new AccountDraft(other, "Acme AG", null, null, null, null, null, null, null, null, null, "acme.de", null,
                List.of(), company.member().id(), 0)));

        _click(_get(Button.class, spec -> spec.withText("Merge")));
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));

        assertThat(view().getElement().getTextRecursively()).contains("One of the two was changed meanwhile", "Acme AG");
        assertThat(group("Website").getValue()).hasToString("OTHER");
    }

    @Test
    void companiesOfOneGroupAreRefusedInWords() {
        long top = account("Acme Group", null, company.member());
        long low = fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, "Acme Shanghai", null, null, null, null, null, top, null, null, null, null,
                null, List.of(), company.member().id(), 0)));
        openAs(company.manager(), merge(low, top));
        assertThat(view().getElement().getTextRecursively()).contains("Acme Group stands above Acme Shanghai in their group");
        assertThat(_get(Button.class, spec -> spec.withText("Merge")).isEnabled()).isFalse();
    }

    @Test
    void whoMayNotMergeIsNotOfferedTo() {
        account("Acme Ltd", null, company.member());
        openAs(company.member(), "accounts");
        _assertNone(Button.class, spec -> spec.withText("Possible duplicates"));
        openAs(company.manager(), "accounts");
        _click(_get(Button.class, spec -> spec.withText("Possible duplicates")));
        assertThat(address()).isEqualTo("accounts/duplicates");
    }

    private static String hint(String label) {
        Component helper = _get(TextField.class, spec -> spec.withLabel(label)).getHelperComponent();
        return helper.getElement().getTextRecursively();
    }

    private static void choose(String label, int index) {
        RadioButtonGroup<Object> group = group(label);
        _setValue(group, group.getListDataView().getItem(index));
        MockVaadin.clientRoundtrip(true);
    }

    @SuppressWarnings("unchecked")
    private static RadioButtonGroup<Object> group(String label) {
        return _find(RadioButtonGroup.class).stream().filter(group -> label.equals(group.getLabel())).findFirst().orElseThrow();
    }

    private static String merge(long one, long other) {
        return DuplicateNavigation.merge(one, other);
    }

    private long account(String name, @Nullable String website, Viewer representative) {
        return fixtures.as(company.director(), () -> accounts.save(new AccountDraft(null, name, null, null, null, null, null, null, null, null, null, website, null,
                List.of(), representative.id(), 0)));
    }
}
