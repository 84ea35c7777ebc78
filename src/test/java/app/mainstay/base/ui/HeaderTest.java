package app.mainstay.base.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.base.SearchHit;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.ComboBoxKt;
import com.github.mvysny.kaributesting.v10.ElementUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.DomEvent;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Search and the user's menu. */
class HeaderTest extends ViewTest {

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void accounts() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        fixtures.account(company, "Acme Steel", company.member());
    }

    @Test
    void theSearchSaysWhenItFindsNothing() {
        openAs(company.member(), "accounts");

        assertThat(found("acme")).extracting(SearchHit::title).containsExactly("Acme", "Acme Steel");
        assertThat(found("nowhere")).extracting(SearchHit::title).containsExactly("Nothing found for “nowhere”");
        assertThat(found(" ")).isEmpty();
    }

    @Test
    void someOfEachAreShownHoweverManyOthersThereAre() {
        openAs(company.member(), "accounts");
        var box = new SearchBox(List.of((text, limit) -> hits("account", limit), (text, limit) -> hits("contact", limit), (text, limit) -> hits("deal", 1)));
        UI.getCurrent().add(box);
        ComboBoxKt.setUserInput(box, "e");

        assertThat(ComboBoxKt.getSuggestionItems(box)).extracting(SearchHit::title)
                .containsExactly("account", "account", "account", "account", "account", "contact", "contact", "deal");
    }

    private static List<SearchHit> hits(String title, int number) {
        return IntStream.range(0, number).mapToObj(n -> new SearchHit(title, "", title + n)).toList();
    }

    @Test
    void enterOpensTheFirstHitAndLeavesAlone() {
        openAs(company.member(), "accounts");

        enter("nowhere");
        assertThat(address()).isEqualTo("accounts");
        enter("acme");
        assertThat(address()).isEqualTo("accounts/" + Ids.text(acme));
    }

    @Test
    void theLanguageMenuSaysWhichOneIsChosenAndInWhichLanguageEachIsWritten() {
        openAs(company.member(), "accounts");

        assertThat(item("English").getElement().getAttribute("lang")).isEqualTo("en");
        assertThat(item("English").getElement().getAttribute("aria-checked")).isEqualTo("true");
        assertThat(item("简体中文").getElement().getAttribute("lang")).isEqualTo("zh-CN");
        assertThat(item("简体中文").getElement().getAttribute("aria-checked")).isEqualTo("false");

        choose("Dark");
        assertThat(item("Dark").getElement().getAttribute("aria-checked")).isEqualTo("true");
        assertThat(item("As on this device").getElement().getAttribute("aria-checked")).isEqualTo("false");
    }

    @Test
    void whatWasTypedStaysWhenTheLanguageChanges() {
        openAs(company.member(), "accounts/" + Ids.text(acme) + "/edit");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Short name")), "half-typed");

        choose("简体中文");
        MockVaadin.clientRoundtrip(true);

        assertThat(_get(TextField.class, spec -> spec.withLabel("简称")).getValue()).isEqualTo("half-typed");
        assertThat(_find(KeptBar.class).stream().filter(KeptBar::isVisible)).isEmpty();

        // Once only: whoever comes back later is asked.
        openAs(company.member(), "accounts/" + Ids.text(acme) + "/edit");
        assertThat(_find(KeptBar.class).stream().filter(KeptBar::isVisible)).hasSize(1);
    }

    private static SearchBox search() {
        return _get(SearchBox.class);
    }

    private static List<SearchHit> found(String text) {
        ComboBoxKt.setUserInput(search(), text);
        return ComboBoxKt.getSuggestionItems(search());
    }

    private static void enter(String text) {
        var data = JsonNodeFactory.instance.objectNode().put("event.detail", text);
        ElementUtilsKt._fireDomEvent(search().getElement(), new DomEvent(search().getElement(), "search-first", data));
        MockVaadin.clientRoundtrip(true);
    }

    private static MenuItem item(String text) {
        return _get(MenuBar.class, spec -> spec.withClasses("user-menu")).getItems().stream().flatMap(HeaderTest::all)
                .filter(item -> item.getText().equals(text)).findFirst().orElseThrow();
    }

    private static Stream<MenuItem> all(MenuItem item) {
        return Stream.concat(Stream.of(item), item.getSubMenu().getItems().stream().flatMap(HeaderTest::all));
    }

    private static void choose(String text) {
        ComponentUtil.fireEvent(item(text), new ClickEvent<>(item(text)));
    }
}
