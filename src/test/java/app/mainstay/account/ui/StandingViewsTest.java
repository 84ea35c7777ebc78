package app.mainstay.account.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.ViewTest;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountStanding;
import app.mainstay.account.AccountStanding.LifecycleChange;
import app.mainstay.account.AccountStanding.TierChange;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.SavePlan;
import app.mainstay.account.SavePlanDraft;
import app.mainstay.account.Start;
import app.mainstay.account.Tier;
import app.mainstay.security.Viewer;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.treegrid.TreeGrid;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StandingViewsTest extends ViewTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    @Autowired
    AccountService accounts;
    @Autowired
    AccountStanding standing;
    @Autowired
    TestClock clock;

    private Fixtures.Company company;
    private long acme;

    @BeforeEach
    void anAccountOfTenDays() {
        company = fixtures.company();
        clock.set(TestClock.START.minus(Duration.ofDays(10)));
        acme = fixtures.account(company, "Acme", company.member());
        clock.set(TestClock.START);
    }

    @Test
    void aTierIsChangedForAReasonAndWhatIsWrongStaysTyped() {
        openAs(company.member(), AccountNavigation.account(acme));
        _click(change("Change the tier"));
        ComboBox<Tier> tier = box("Tier");
        _setValue(tier, Tier.STRATEGIC);
        _setValue(day("Takes effect on"), TODAY.minusDays(20));
        _click(button("Save"));
        assertThat(text("Reason").getErrorMessage()).isEqualTo("This is needed.");
        assertThat(day("Takes effect on").getErrorMessage()).isEqualTo("The account exists since 14 Nov 2026 only.");
        assertThat(box("Tier").getValue()).isEqualTo(Tier.STRATEGIC);

        _setValue(day("Takes effect on"), TODAY.minusDays(2));
        _setValue(text("Reason"), "Framework agreement");
        _click(button("Save"));
        _assertNone(Dialog.class);
        assertThat(facts()).contains("TierStrategic");

        assertThat(tab("Tier and lifecycle")).contains("Strategic22 Nov 2026Framework agreementMember")
                .contains("Core14 Nov 202621 Nov 2026From the beginningDirector");
    }

    @Test
    void anAccountThatComesToBeAtRiskIsGivenASavePlan() {
        fixtures.as(company.member(), () -> standing.change(new LifecycleChange(acme, 0, Lifecycle.ACTIVE, TODAY.minusDays(5), "First order", null)));
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(facts()).contains("LifecycleActive").contains("since 19 Nov 2026");
        _click(change("Change the lifecycle"));
        _assertNone(TextArea.class, spec -> spec.withLabel("What will be done"));
        ComboBox<Lifecycle> lifecycle = box("Lifecycle");
        _setValue(lifecycle, Lifecycle.AT_RISK);
        _setValue(text("Reason"), "Competitor");
        _click(button("Save"));
        assertThat(text("What will be done").getErrorMessage()).isEqualTo("This is needed.");
        _setValue(text("What will be done"), "Visit them\nand listen");
        _setValue(day("Due on"), TODAY.plusDays(20));
        _click(button("Save"));

        _assertNone(Dialog.class);
        assertThat(facts()).contains("LifecycleAt risk");
        assertThat(fixtures.as(company.member(), () -> standing.plans(acme))).extracting(SavePlan::ownerName).containsExactly("Member");
        assertThat(tab("Tier and lifecycle")).contains("Visit them\nand listen").contains("Open · Member · Due on 14 Dec 2026");
        _click(button("Edit the save plan"));
        _setValue(text("What will be done"), "Visit them twice");
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText("Save")));
        assertThat(fixtures.as(company.member(), () -> standing.plans(acme))).extracting(SavePlan::text).containsExactly("Visit them twice");
    }

    @Test
    void whoComesSecondIsToldAndLosesNothing() {
        openAs(company.member(), AccountNavigation.account(acme));
        _click(change("Change the tier"));
        fixtures.as(company.director(), () -> standing.change(new TierChange(acme, 0, Tier.STANDARD, TODAY, "theirs")));
        ComboBox<Tier> tier = box("Tier");
        _setValue(tier, Tier.STRATEGIC);
        _setValue(text("Reason"), "mine");
        _click(button("Save"));
        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("Somebody changed the account in the meantime.");
        assertThat(facts()).contains("TierStandard");
        assertThat(text("Reason").getValue()).isEqualTo("mine");
        _click(button("Save"));
        assertThat(fixtures.as(company.member(), () -> standing.tiers(acme))).extracting(Start::reason).containsExactly("mine", null);
    }

    @Test
    void theStoryIsToldInTheReadersLanguage() {
        fixtures.as(company.member(), () -> {
            standing.change(new LifecycleChange(acme, 0, Lifecycle.ACTIVE, TODAY.minusDays(5), "首单", null));
            standing.change(new LifecycleChange(acme, 1, Lifecycle.AT_RISK, TODAY, "降价", new SavePlanDraft("拜访", company.member().id(), TODAY)));
            standing.change(new TierChange(acme, 2, null, TODAY, "undo"));
        });
        openAs(company.member(), Locale.SIMPLIFIED_CHINESE, AccountNavigation.account(acme));
        assertThat(view().getElement().getTextRecursively()).contains("等级由 核心 改为 无：撤销").contains("生命周期由 活跃 变为 风险：降价")
                .contains("生命周期由 潜在 变为 活跃（自 2026-11-19 起）：首单").contains("制定挽留方案，由 Member 负责，2026-11-24 到期");
    }

    @Test
    void whoMayNotEditIsOfferedNothing() {
        fixtures.as(company.director(), () -> accounts.archive(acme, 0));
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(facts()).contains("TierCore").contains("LifecycleProspect");
        assertThat(_find(Button.class).stream().filter(one -> one.getAriaLabel().orElse("").startsWith("Change the"))).isEmpty();
    }

    // ---- group ----

    @Test
    void theGroupIsATreeOfWhatTheViewerSees() {
        long head = fixtures.as(company.director(), () -> accounts.save(child("Head", company.stranger(), null)));
        long north = fixtures.as(company.director(), () -> accounts.save(child("North", company.member(), head)));
        fixtures.as(company.director(), () -> accounts.save(child("Works", company.member(), north)));

        openAs(company.director(), AccountNavigation.account(north));
        assertThat(tab("Group")).contains("3Accounts").doesNotContain("outside your accounts");
        assertThat(_get(TreeGrid.class).getTreeData().getRootItems()).hasSize(1);
        openAs(company.member(), AccountNavigation.account(north));
        assertThat(tab("Group")).contains("2Accounts").contains("1 company of the group is outside your accounts").doesNotContain("Head");
        openAs(company.member(), AccountNavigation.account(acme));
        assertThat(titles()).contains("Tier and lifecycle").doesNotContain("Group");
    }

    private static AccountDraft child(String name, Viewer representative, @Nullable Long parent) {
        return new AccountDraft(null, name, null, null, Tier.CORE, null, null, parent, null, 7, null, null, null, List.of(), representative.id(), 0);
    }

    private static List<String> titles() {
        return _find(Tab.class).stream().map(Tab::getLabel).toList();
    }

    private static Button change(String label) {
        return _find(Button.class).stream().filter(one -> one.getAriaLabel().orElse("").equals(label)).findFirst().orElseThrow();
    }

    private static Button button(String text) {
        return _get(Button.class, spec -> spec.withText(text));
    }

    @SuppressWarnings("unchecked")
    private static <T> ComboBox<T> box(String label) {
        return _get(ComboBox.class, spec -> spec.withLabel(label));
    }

    private static DatePicker day(String label) {
        return _get(DatePicker.class, spec -> spec.withLabel(label));
    }

    private static TextArea text(String label) {
        return _get(TextArea.class, spec -> spec.withLabel(label));
    }

    private String facts() {
        return _find(com.vaadin.flow.component.html.Div.class).stream().filter(div -> div.hasClassName("page-facts")).findFirst().orElseThrow()
                .getElement().getTextRecursively();
    }

    private static String tab(String title) {
        var sheet = _get(TabSheet.class);
        for (int i = 0; i < 20; i++) {
            var tab = sheet.getTabAt(i);
            if (tab.getLabel().equals(title)) {
                sheet.setSelectedTab(tab);
                MockVaadin.clientRoundtrip(true);
                return sheet.getComponent(tab).getElement().getTextRecursively();
            }
        }
        throw new AssertionError(title);
    }
}
