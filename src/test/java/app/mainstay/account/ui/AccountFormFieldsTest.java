package app.mainstay.account.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.coverage.Capacity;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.shared.Money;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.BlurNotifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is typed into a field and is no value of it stays, is told beside the field, and nothing is saved. */
class AccountFormFieldsTest extends ViewTest {

    @Autowired
    private AccountService accounts;
    @Autowired
    private Capacity capacity;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void form() {
        company = fixtures.company();
        acme = fixtures.account(company, "Acme", company.member());
        fixtures.account(company, "Bolt Group", company.member());
        openAs(company.director(), AccountNavigation.edit(acme));
    }

    @Test
    void aTextThatIsNoChoiceIsToldBesideTheFieldAndNothingIsSaved() {
        for (String label : new String[]{"Sector", "Region", "Group parent", "Tier"}) {
            type(box(label), "Nonsense");

            assertThat(box(label).getErrorMessage()).isEqualTo("There is no “Nonsense” here. Choose from the list.");
            assertThat(box(label).isInvalid()).isTrue();
        }
        _setValue(_get(TextField.class, spec -> spec.withLabel("Short name")), "Changed");
        save();

        assertThat(view()).isInstanceOf(AccountFormView.class);
        assertThat(box("Sector").isInvalid()).isTrue();
        assertThat(stored().shortName()).isNull();
    }

    @Test
    void aTextThatTheBrowserDidNotKnowYetIsAChoiceAllTheSame() {
        type(box("Sector"), "manufacturing");
        type(box("Group parent"), "bolt group");
        save();

        assertThat(stored().sector()).isEqualTo("manufacturing");
        assertThat(stored().parentId()).isNotNull();
    }

    @Test
    void theRepresentativeIsChosenOnceAndThenChangesHandsElsewhere() {
        assertThat(box("Representative").isReadOnly()).isTrue();
    }

    @Test
    void aNewAccountBeyondTheCapacityAsksForAReason() {
        fixtures.as(company.director(), () -> capacity.setCapacity(company.colleague().id(), 0));
        openAs(company.director(), AccountNavigation.CREATE);
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Gamma");
        type(box("Representative"), "colleague");
        type(box("Tier"), "Core");
        _assertNone(TextArea.class, spec -> spec.withLabel("Reason for exceeding the capacity"));
        save();

        var reason = _get(TextArea.class, spec -> spec.withLabel("Reason for exceeding the capacity"));
        assertThat(reason.getErrorMessage()).isEqualTo("With this the person carries 3 of 0 points. Say why that is right.");
        _setValue(reason, "Only for a week");
        save();
        assertThat(fixtures.as(company.colleague(), () -> accounts.findByKey("Gamma", null))).isPresent();
    }

    @Test
    void choosingTakesTheSentenceAway() {
        type(box("Sector"), "Nonsense");
        type(box("Sector"), "Manufacturing");
        assertThat(box("Sector").isInvalid()).isFalse();
        save();

        assertThat(stored().sector()).isEqualTo("manufacturing");
    }

    @Test
    void aNumberThatCannotBeReadIsToldBesideTheFieldAndNothingIsSaved() {
        type(employees(), "12");
        type(employees(), "about 20");
        type(founded(), "long ago");
        typeAmount("999999999999999999999");
        // Not while somebody is still typing.
        assertThat(employees().isInvalid()).isFalse();
        leave(employees());
        assertThat(employees().getErrorMessage()).startsWith("This is no whole number");
        save();

        assertThat(employees().isInvalid()).isTrue();
        assertThat(text(employees()).getValue()).isEqualTo("about 20");
        assertThat(founded().getErrorMessage()).isEqualTo("This is no year that makes sense here.");
        assertThat(_get(MoneyField.class).getErrorMessage()).isEqualTo("This amount has more than four decimals or is too large.");
        assertThat(view()).isInstanceOf(AccountFormView.class);
        assertThat(stored().employees()).isNull();

        type(employees(), "99999999999");
        save();
        assertThat(employees().getErrorMessage()).isEqualTo("This number is too large.");
    }

    @Test
    void numbersAreReadAsPeopleWriteThem() {
        type(employees(), "1.5万");
        leave(employees());
        assertThat(text(employees()).getValue()).isEqualTo("15,000");
        type(founded(), "１９９６");
        typeAmount("3亿");
        assertThat(_get(MoneyField.class).getHelperText()).isEqualTo("CNY 300M");
        save();

        assertThat(stored().employees()).isEqualTo(15_000);
        assertThat(stored().founded()).isEqualTo(1996);
        assertThat(stored().revenue()).isEqualTo(Money.of("300000000", "CNY"));
    }

    @Test
    void anEmptiedNumberIsEmpty() {
        type(employees(), "nonsense");
        type(employees(), " ");
        save();

        assertThat(view()).isInstanceOf(AccountView.class);
        assertThat(stored().employees()).isNull();
    }

    private AccountDraft stored() {
        return fixtures.as(company.director(), () -> accounts.get(acme).draft());
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Object> box(String label) {
        return _get(ComboBox.class, spec -> spec.withLabel(label));
    }

    /** As the browser tells it when the text matches nothing that it has loaded. */
    private static void type(ComboBox<Object> box, String text) {
        ComponentUtil.fireEvent(box, new ComboBoxBase.CustomValueSetEvent<>(box, true, text));
        MockVaadin.clientRoundtrip(true);
    }

    private static NumberInput<?> employees() {
        return _get(NumberInput.class, spec -> spec.withLabel("Employees"));
    }

    private static NumberInput<?> founded() {
        return _get(NumberInput.class, spec -> spec.withLabel("Founded in"));
    }

    private static TextField text(NumberInput<?> field) {
        return _get(field, TextField.class);
    }

    private static void type(NumberInput<?> field, String text) {
        _setValue(text(field), text);
    }

    private static void leave(NumberInput<?> field) {
        ComponentUtil.fireEvent(text(field), new BlurNotifier.BlurEvent<>(text(field), true));
    }

    private static void typeAmount(String text) {
        _setValue(_get(_get(MoneyField.class), TextField.class), text);
    }

    private static void save() {
        _click(_get(Button.class, spec -> spec.withText("Save")));
        MockVaadin.clientRoundtrip(true);
    }
}
