package app.mainstay.admin.ui;

import static app.mainstay.admin.ui.UsersViewsTest.button;
import static app.mainstay.admin.ui.UsersViewsTest.choose;
import static app.mainstay.admin.ui.UsersViewsTest.combo;
import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.PlanRates.Rate;
import app.mainstay.settings.SettingsDraft;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.math.BigDecimal;
import java.time.Month;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SettingsViewsTest extends ViewTest {

    @Autowired
    SettingsService settings;
    @Autowired
    PlanRates rates;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void zoneMonthAndCurrencyAreStored() {
        openAs(company.administrator(), "admin/settings");
        choose("Business time zone", "Asia/Tokyo · Japan Time");
        _setValue(_get(Select.class), Month.APRIL);
        choose("Base currency", "USD · US Dollar");
        _click(button("Save"));
        expectNotifications("Saved.");
        assertThat(settings.current()).isEqualTo(new SettingsDraft("Asia/Tokyo", 4, "USD", 1));

        // The form goes on from what is stored now.
        _setValue(_get(Select.class), Month.JULY);
        _click(button("Save"));
        assertThat(settings.current().fiscalStartMonth()).isEqualTo(7);
    }

    @Test
    void whereFilesAreKeptIsTold() {
        openAs(company.administrator(), "admin/settings");
        assertThat(_get(Paragraph.class, spec -> spec.withId("files-place")).getText()).startsWith("New files are kept in the database.");
        assertThat(view().getElement().getTextRecursively()).contains("Stored files: 0, 0 B together. A single file may have up to 20 MB.");
    }

    @Test
    void theBaseCurrencyIsRefusedBesideItsFieldWhileThereAreRates() {
        fixtures.as(company.administrator(), () -> rates.save(new Rate(2026, "USD", BigDecimal.TEN)));
        openAs(company.administrator(), "admin/settings");
        choose("Base currency", "EUR · Euro");
        _click(button("Save"));

        assertThat(combo("Base currency").getErrorMessage()).contains("Remove them first");
        assertThat(settings.current().baseCurrency()).isEqualTo("CNY");
    }

    @Test
    void anotherAdministratorsChangeIsMerged() {
        openAs(company.administrator(), "admin/settings");
        fixtures.as(company.administrator(), () -> settings.save(new SettingsDraft("Asia/Shanghai", 4, "CNY", 0)));
        choose("Business time zone", "Asia/Tokyo · Japan Time");
        _click(button("Save"));

        assertThat(settings.current()).isEqualTo(new SettingsDraft("Asia/Tokyo", 4, "CNY", 2));
    }

    @Test
    void aRateIsAdded() {
        openAs(company.administrator(), "admin/settings?edit=new");
        assertThat(year().getValue()).isEqualTo(2026);
        choose("Currency", "USD · US Dollar");
        _setValue(rate(), new BigDecimal("7.13"));
        _click(saveInPanel());

        expectNotifications("Saved.");
        assertThat(rows()).singleElement().satisfies(rate -> {
            assertThat(rate.year()).isEqualTo(2026);
            assertThat(rate.currency()).isEqualTo("USD");
            assertThat(rate.rate()).isEqualByComparingTo("7.13");
        });
    }

    @Test
    void whatIsWrongWithARateStandsBesideItsField() {
        openAs(company.administrator(), "admin/settings?edit=new");
        choose("Currency", "CNY · Chinese Yuan");
        _click(saveInPanel());

        assertThat(combo("Currency").getErrorMessage()).isEqualTo("This is the base currency itself.");
        assertThat(rate().getErrorMessage()).isEqualTo("This is needed.");
        assertThat(rows()).isEmpty();
    }

    @Test
    void aRateIsChangedAndTakenAwayAndBack() {
        long id = fixtures.as(company.administrator(), () -> rates.save(new Rate(2026, "USD", BigDecimal.TEN)));
        openAs(company.administrator(), "admin/settings?edit=" + Ids.text(id));
        assertThat(year().isReadOnly()).isTrue();
        _setValue(rate(), new BigDecimal("7.2"));
        _click(saveInPanel());
        expectNotifications("Saved.");
        assertThat(rows().getFirst().rate()).isEqualByComparingTo("7.2");

        navigate("admin/settings?edit=" + Ids.text(id));
        _click(button("Remove"));
        assertThat(rows()).isEmpty();
        _click(_get(getNotifications().getFirst(), Button.class));
        assertThat(rows().getFirst().rate()).isEqualByComparingTo("7.2");
    }

    /** The panel has a form of its own beside that of the page. */
    private static Button saveInPanel() {
        return _find(_get(Aside.class), Button.class).stream().filter(button -> button.getText().equals("Save")).findFirst().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Rate> rows() {
        return _findAll((Grid<Rate>) _get(Grid.class));
    }

    @SuppressWarnings("unchecked")
    private static NumberInput<BigDecimal> rate() {
        return _get(NumberInput.class, spec -> spec.withLabel("Rate"));
    }

    @SuppressWarnings("unchecked")
    private static NumberInput<Integer> year() {
        return _get(NumberInput.class, spec -> spec.withLabel("Year"));
    }
}
