package app.mainstay.admin.ui;

import static com.github.mvysny.kaributesting.v10.GridKt._findAll;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.clearNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.expectNotifications;
import static com.github.mvysny.kaributesting.v10.NotificationsKt.getNotifications;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.ViewTest;
import app.mainstay.admin.UserState;
import app.mainstay.base.ui.ConflictDialog;
import app.mainstay.base.ui.Translations;
import app.mainstay.security.Role;
import app.mainstay.security.UserDraft;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;

class UsersViewsTest extends ViewTest {

    @Autowired
    UserService users;
    @Autowired
    UserDetailsService signIn;
    @Autowired
    PasswordEncoder encoder;
    @Autowired
    JdbcClient jdbc;
    Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    @Test
    void aManagerWhoTypesTheAddressIsRefused() {
        openAs(company.manager(), "admin/users");

        assertThat(view().getElement().getTextRecursively()).contains("Not for your role");
    }

    @Test
    void everybodyIsListedWithUnitAndState() {
        fixtures.password(company.member());
        fixtures.as(company.administrator(), () -> users.deactivate(company.stranger().id()));
        openAs(company.administrator(), "admin");

        assertThat(rows()).extracting(UserRow::username).containsExactly("administrator", "colleague", "director", "manager", "member",
                "outsider", "stranger");
        assertThat(row("member").unitName()).isEqualTo("City");
        assertThat(state("member")).isEqualTo("Active");
        assertThat(state("colleague")).isEqualTo("No password yet");
        assertThat(state("stranger")).isEqualTo("Inactive");
    }

    @Test
    void theAddressFiltersAndSorts() {
        openAs(company.administrator(), "admin?role=member&sort=-name");
        assertThat(rows()).extracting(UserRow::username).containsExactly("stranger", "member", "colleague");
        assertThat(button("Role: Team member")).isNotNull();

        _setValue(_get(TextField.class, spec -> spec.withPlaceholder("Name, initials or user name")), "coll");
        assertThat(rows()).extracting(UserRow::username).containsExactly("colleague");

        _click(_find(Button.class, spec -> spec.withText("Clear filters")).getFirst());
        assertThat(rows()).hasSize(7);
        navigate("admin?q=nobody&role=nonsense&sort=nonsense&edit=nonsense");
        assertThat(rows()).isEmpty();
        _assertNone(Aside.class);
    }

    @Test
    void aNewUserHasNoPasswordYet() {
        openAs(company.administrator(), "admin");
        _click(button("New user"));
        assertThat(address()).isEqualTo("admin?edit=new");
        _setValue(text("Name"), "Anna Snelling");
        _setValue(text("User name"), " Anna.Snelling ");
        _setValue(text("E-mail"), "anna@example.com");
        _setValue(_get(Select.class, spec -> spec.withLabel("Role")), Role.MANAGER);
        choose("Unit", "North / City");
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Set a one-time password right away")), false);
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(address()).isEqualTo("admin");
        assertThat(row("anna.snelling").hasPassword()).isFalse();
        assertThat(stored("anna.snelling")).containsEntry("display_name", "Anna Snelling").containsEntry("role", "MANAGER")
                .containsEntry("email", "anna@example.com").containsEntry("unit_id", company.city()).containsEntry("active", true);
    }

    @Test
    void whoIsMadeGetsAOneTimePasswordRightAway() {
        openAs(company.administrator(), "admin?edit=new");
        _setValue(text("Name"), "Anna Snelling");
        _setValue(text("User name"), "anna");
        _click(button("Save"));

        String password = text("One-time password").getValue();
        assertThat(encoder.matches(password, signIn.loadUserByUsername("anna").getPassword())).isTrue();
        _click(button("Done"));
        assertThat(state("anna")).isEqualTo("Active");
    }

    @Test
    void whatIsWrongStandsBesideItsField() {
        openAs(company.administrator(), "admin?edit=new");
        _setValue(text("User name"), "member");
        _setValue(text("E-mail"), "nonsense");
        _click(button("Save"));

        assertThat(text("Name").getErrorMessage()).isEqualTo("This is needed.");
        assertThat(text("User name").getErrorMessage()).isEqualTo("This is taken already.");
        assertThat(text("E-mail").getErrorMessage()).isEqualTo("This is no e-mail address.");
        assertThat(getNotifications()).isEmpty();
        assertThat(jdbc.sql("select count(*) from security_user").query(Integer.class).single()).isEqualTo(7);
    }

    @Test
    @SuppressWarnings("unchecked")
    void whoMovesIsAskedWhetherTheAccountsMoveAlong() {
        long acme = fixtures.account(company, "Acme", company.member());
        openAs(company.administrator(), edit(company.member()));
        _assertNone(RadioButtonGroup.class);
        choose("Unit", "South");
        RadioButtonGroup<Boolean> accountsMove = _get(RadioButtonGroup.class);
        assertThat(accountsMove.getHelperText()).contains("1 accounts");
        _click(button("Save"));
        assertThat(accountsMove.getErrorMessage()).isEqualTo("Choose what becomes of the accounts.");
        _setValue(accountsMove, false);
        _click(button("Save"));
        assertThat(accountsMove.getErrorMessage()).contains("Once they are handed over");
        assertThat(stored("member")).containsEntry("unit_id", company.city());

        _setValue(accountsMove, true);
        _click(button("Save"));

        assertThat(stored("member")).containsEntry("unit_id", company.south());
        assertThat(jdbc.sql("select unit_id from account where id = ?").param(acme).query(Long.class).single()).isEqualTo(company.south());
    }

    @Test
    void whoLooksAfterNothingMovesWithoutAQuestion() {
        openAs(company.administrator(), edit(company.member()));
        choose("Unit", "South");
        _assertNone(RadioButtonGroup.class);
        _click(button("Save"));

        assertThat(stored("member")).containsEntry("unit_id", company.south());
    }

    @Test
    void aOneTimePasswordIsShownOnceAndMustBeChanged() {
        openAs(company.administrator(), edit(company.member()));
        _click(button("Set one-time password"));
        String password = text("One-time password").getValue();
        _click(button("Done"));

        assertThat(encoder.matches(password, signIn.loadUserByUsername("member").getPassword())).isTrue();
        assertThat(jdbc.sql("select must_change from security_password where user_id = ?").param(company.member().id()).query(Boolean.class).single())
                .isTrue();
        _assertNone(OneTimePasswordDialog.class);
        assertThat(row("member").hasPassword()).isTrue();
    }

    @Test
    void aPasswordInUseIsReplacedOnlyAfterAQuestion() {
        fixtures.password(company.member());
        openAs(company.administrator(), edit(company.member()));
        _click(button("Set one-time password"));
        _assertNone(OneTimePasswordDialog.class);
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));

        String password = text("One-time password").getValue();
        assertThat(encoder.matches(password, signIn.loadUserByUsername("member").getPassword())).isTrue();
    }

    @Test
    void deactivatingSaysWhatStandsAgainstIt() {
        fixtures.account(company, "Acme", company.member());
        openAs(company.administrator(), edit(company.member()));
        _click(button("Deactivate"));

        assertThat(_get(Aside.class).getElement().getTextRecursively())
                .contains("This person is the primary representative of 1 accounts. Hand them over first.");
        assertThat(stored("member")).containsEntry("active", true);
    }

    @Test
    void aDeactivatedUserComesBackByUndo() {
        openAs(company.administrator(), edit(company.member()));
        _click(button("Deactivate"));
        assertThat(stored("member")).containsEntry("active", false);
        assertThat(state("member")).isEqualTo("Inactive");

        _click(_get(getNotifications().getFirst(), Button.class));
        assertThat(stored("member")).containsEntry("active", true);
        clearNotifications();
    }

    @Test
    void twoAdministratorsWhoChangeDifferentFieldsBothGetTheirs() {
        openAs(company.administrator(), edit(company.member()));
        anotherSaves(new UserDraft(company.member().id(), "member", "Member", "new@example.com", Role.MEMBER, company.city(), 0));
        _setValue(text("Name"), "Mary Member");
        _click(button("Save"));

        expectNotifications("Saved.");
        assertThat(stored("member")).containsEntry("display_name", "Mary Member").containsEntry("email", "new@example.com");
    }

    @Test
    void twoAdministratorsWhoChangeTheSameFieldChoose() {
        openAs(company.administrator(), edit(company.member()));
        anotherSaves(new UserDraft(company.member().id(), "member", "Theirs", "member@example.com", Role.MEMBER, company.city(), 0));
        _setValue(text("Name"), "Mine");
        _click(button("Save"));

        var dialog = _get(ConflictDialog.class);
        assertThat(stored("member")).containsEntry("display_name", "Theirs");
        assertThat(_get(dialog, RadioButtonGroup.class).getLabel()).isEqualTo("Name");
        _click(_get(dialog, Button.class, spec -> spec.withText("Save these")));
        assertThat(stored("member")).containsEntry("display_name", "Mine");
    }

    @Test
    void whatIsTypedIsKeptWhenOneLeaves() {
        openAs(company.administrator(), edit(company.member()));
        _setValue(text("Name"), "Half a na", true);
        navigate("admin/units");
        assertThat(view()).isInstanceOf(UsersView.class);
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));
        assertThat(view()).isInstanceOf(UnitsView.class);

        navigate(edit(company.member()));
        assertThat(text("Name").getValue()).isEqualTo("Member");
        _click(button("Use the draft"));
        assertThat(text("Name").getValue()).isEqualTo("Half a na");
    }

    @Test
    void speaksChinese() {
        openAs(company.administrator(), Translations.CHINESE, edit(company.member()));

        assertThat(view().getElement().getTextRecursively()).contains("系统管理", "代码表", "设置一次性密码", "尚未设置密码").doesNotContain("!{");
    }

    private void anotherSaves(UserDraft draft) {
        var another = fixtures.user("another", Role.ADMINISTRATOR, company.root());
        fixtures.as(another, () -> users.save(draft));
    }

    private static String edit(Viewer user) {
        return "admin?edit=" + Ids.text(user.id());
    }

    @SuppressWarnings("unchecked")
    private static List<UserRow> rows() {
        return _findAll((Grid<UserRow>) _get(Grid.class));
    }

    private static UserRow row(String username) {
        return rows().stream().filter(user -> user.username().equals(username)).findFirst().orElseThrow();
    }

    private static String state(String username) {
        return Translations.tr(UserState.of(row(username)).labelKey());
    }

    private Map<String, Object> stored(String username) {
        return jdbc.sql("select * from security_user where username = ?").param(username).query().singleRow();
    }

    static TextField text(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    @SuppressWarnings("unchecked")
    static <T> ComboBox<T> combo(String label) {
        return _get(ComboBox.class, spec -> spec.withLabel(label));
    }

    /** As a person would: by what the list shows. */
    static void choose(String label, String shown) {
        ComboBox<Object> box = combo(label);
        Optional<Object> item = box.getListDataView().getItems().filter(candidate -> box.getItemLabelGenerator().apply(candidate).equals(shown)).findFirst();
        _setValue(box, item.orElseThrow());
    }
}
