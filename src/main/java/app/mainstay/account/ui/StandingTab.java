package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountStanding;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.SavePlan;
import app.mainstay.account.Start;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Reasons;
import app.mainstay.security.UserService;
import app.mainstay.shared.Coded;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Since when and why the account is of its tier and in its lifecycle, and what is done to keep it. */
@Component
class StandingTab implements AccountTab {

    private final AccountStanding standing;
    private final AccountService accounts;
    private final UserService users;
    private final Changes changes;

    StandingTab(AccountStanding standing, AccountService accounts, UserService users, Changes changes) {
        this.standing = standing;
        this.accounts = accounts;
        this.users = users;
        this.changes = changes;
    }

    @Override
    public String titleKey() {
        return "account.standing";
    }

    @Override
    public String name() {
        return "standing";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var content = new Content(account.id());
        Live.rows(content, changes, AccountService.CHANGED, id -> id == account.id() && accounts.sees(id), id -> content.show());
        return content;
    }

    private final class Content extends Div {

        private final long accountId;

        Content(long accountId) {
            this.accountId = accountId;
            addClassName("standing");
            show();
        }

        private void show() {
            removeAll();
            var lifecycles = standing.lifecycles(accountId);
            var plans = standing.plans(accountId);
            var open = plans.stream().filter(plan -> plan.closedOn() == null).findFirst().orElse(null);
            boolean atRisk = !lifecycles.isEmpty() && lifecycles.getFirst().value() == Lifecycle.AT_RISK;
            if (atRisk || open != null) {
                add(new H3(tr("account.savePlan")));
                var account = accounts.get(accountId);
                if (open == null) {
                    add(new Paragraph(tr("account.savePlan.missing")));
                } else {
                    add(plan(open));
                }
                if (atRisk && account.mayEdit()) {
                    add(new Button(tr(open == null ? "account.savePlan.write" : "account.savePlan.edit"), click -> new PlanDialog(accountId, open,
                            Objects.requireNonNull(account.draft().primaryRepId()), standing, users, this::show).open()));
                }
            }
            add(new H3(tr("account.lifecycle.history")), table(lifecycles));
            add(new H3(tr("account.tier.history")), table(standing.tiers(accountId)));
            var past = plans.stream().filter(plan -> plan.closedOn() != null).toList();
            if (!past.isEmpty()) {
                add(new H3(tr("account.savePlan.past")));
                past.forEach(plan -> add(plan(plan)));
            }
        }

        private Div plan(SavePlan plan) {
            var text = new Paragraph(plan.text());
            text.addClassName("as-written");
            var facts = new Span(tr(plan.state().labelKey()) + " · " + plan.ownerName() + " · " + tr("account.savePlan.due") + " "
                    + Formats.date(plan.dueOn(), getLocale()));
            facts.addClassName("secondary");
            return new Div(text, facts);
        }

        private <T extends Coded> NativeTable table(List<Start<T>> starts) {
            var head = new NativeTableRow();
            Stream.of("account.standing.value", "account.standing.from", "account.standing.until", "account.standing.reason", "account.standing.actor")
                    .forEach(key -> head.add(new NativeTableHeaderCell(tr(key))));
            var body = new NativeTableBody();
            for (var start : starts) {
                var value = start.value() == null ? tr("account.noTier") : tr(start.value().labelKey());
                body.add(new NativeTableRow(new NativeTableCell(value), new NativeTableCell(Formats.date(start.from(), getLocale())),
                        new NativeTableCell(Formats.date(start.until() == null ? null : start.until().minusDays(1), getLocale())),
                        new NativeTableCell(start.reason() == null ? tr("account.standing.began") : Reasons.text(start.reason())),
                        new NativeTableCell(Objects.requireNonNullElseGet(start.actor(), () -> tr("timeline.system")))));
            }
            var table = new NativeTable(new NativeTableHeader(head), body);
            table.addClassName("bulk-lines");
            return table;
        }
    }
}
