package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountPeople.Member;
import app.mainstay.account.AccountService;
import app.mainstay.account.TeamRole;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.ui.DayField;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.coverage.CoverageHistory.Term;
import app.mainstay.coverage.Leaves;
import app.mainstay.coverage.PlannedAssignments.Planned;
import app.mainstay.coverage.PlannedFilter;
import app.mainstay.coverage.PlannedSort;
import app.mainstay.coverage.PlannedState;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserSort;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Slice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Who looks after the account, who helps, who did before and who will. */
@Component
class CoverageTab implements AccountTab {

    private static final int SHOWN = 50;
    private static final int TERMS = 10;

    private final CoverageServices services;

    CoverageTab(CoverageServices services) {
        this.services = services;
    }

    @Override
    public String titleKey() {
        return "coverage.title";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var content = new Content(account);
        Live.rows(content, services.changes(), AccountService.CHANGED, id -> id == account.id() && services.accounts().sees(id), id -> content.reload());
        Live.list(content, services.changes(), Leaves.CHANGED, id -> true, content::reload);
        return content;
    }

    private final class Content extends Div {

        private AccountDetails account;
        private final Div primary = new Div();
        private final Div team = new Div();
        private final Div planned = new Div();
        private final Div history = new Div();
        private final Div answer = new Div();
        private boolean adding;
        private boolean allTerms;

        Content(AccountDetails account) {
            this.account = account;
            addClassName("coverage");
            answer.getElement().setAttribute("role", "status");
            answer.addClassName("coverage-answer");
            add(primary, team, planned, history);
            show();
        }

        void reload() {
            account = services.accounts().get(account.id());
            show();
        }

        private void show() {
            showPrimary();
            showTeam();
            showPlanned();
            showHistory();
        }

        // ---- primary representative ----

        private void showPrimary() {
            long representative = Objects.requireNonNull(account.draft().primaryRepId());
            Button reassign = null;
            if (account.mayAssign()) {
                reassign = new Button(tr("coverage.reassign"), Icons.SWAP.create(), click -> ReassignAction.dialog(services, account, this::reload).open());
            }
            section(primary, "account.primaryRepId", reassign);
            var name = new Span(account.primaryRepName());
            name.addClassName("coverage-name");
            var since = new Span(tr("account.since", Formats.date(account.repSince(), services.settings().zone(), getLocale())));
            since.addClassName("secondary");
            var who = new Div(name, since);
            who.addClassName("coverage-who");
            var load = services.capacity().loads(List.of(representative)).get(representative);
            if (load != null) {
                who.add(new LoadBar(load));
            }
            primary.add(who);
            services.leaves().ahead(representative, 3).forEach(leave -> {
                String from = Formats.date(leave.from(), getLocale());
                String until = Formats.date(leave.until(), getLocale());
                var line = new Span(leave.standInName() == null ? tr("coverage.leave.nobody", from, until) : tr("coverage.leave.standIn", from, until, leave.standInName()));
                line.addClassNames("status", leave.standInName() == null ? "sign-warn" : "sign-half");
                primary.add(new Div(line));
            });
            var handover = services.handovers().pending(List.of(account.id())).get(account.id());
            if (handover != null) {
                String sentence = tr("coverage.handover", handover.takerName(), Formats.date(handover.effectiveOn(), getLocale()), tr(handover.state().labelKey()));
                primary.add(new Div(handover.visible() ? new Anchor(CoverageNavigation.handover(handover.handoverId()), sentence) : new Span(sentence)));
            }
        }

        // ---- team ----

        private void showTeam() {
            Button add = null;
            if (account.mayAssign() && !adding) {
                add = new Button(tr("coverage.team.add"), Icons.ADD.create(), click -> {
                    adding = true;
                    showTeam();
                });
            }
            section(team, "coverage.team", add);
            List<Member> members = services.people().of(account.id());
            if (members.isEmpty()) {
                team.add(secondary(tr("coverage.team.empty")));
            } else {
                var list = new UnorderedList();
                list.addClassName("coverage-members");
                members.forEach(member -> list.add(item(member)));
                team.add(list);
            }
            if (adding) {
                team.add(adder());
            }
        }

        private ListItem item(Member member) {
            var role = new Span(tr(member.role().labelKey()));
            role.addClassName("chip");
            var since = new Span(tr("account.since", Formats.date(member.since(), services.settings().zone(), getLocale())));
            since.addClassName("secondary");
            var item = new ListItem(role, new Span(member.name()), since);
            if (account.mayAssign()) {
                var remove = new Button(Icons.CLOSE.create(), click -> {
                    services.people().removeMember(account.id(), member.userId(), member.role());
                    showTeam();
                    Notices.done(tr("coverage.team.removed", member.name()), () -> {
                        services.people().setMember(account.id(), member.userId(), member.role());
                        showTeam();
                    });
                });
                remove.setAriaLabel(tr("coverage.team.remove", member.name()));
                remove.setTooltipText(tr("coverage.team.remove", member.name()));
                remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
                item.add(remove);
            }
            return item;
        }

        private Div adder() {
            var form = new Form();
            Select<TeamRole> role = form.field("role", new Select<>(), value -> tr(value.labelKey()));
            role.setLabel(tr("coverage.team.role"));
            role.setItems(TeamRole.values());
            role.setItemLabelGenerator(value -> tr(value.labelKey()));
            role.setValue(TeamRole.BACKUP);
            ComboBox<UserRow> person = form.field("userId", new ComboBox<>(tr("coverage.team.person")), UserRow::displayName);
            var carried = new LoadNotes(services.capacity());
            person.setItemLabelGenerator(UserRow::displayName);
            person.setRenderer(LitRenderer.<UserRow>of("<div class=\"search-hit\"><span>${item.name}</span><span class=\"secondary\">${item.note}</span></div>")
                    .withProperty("name", UserRow::displayName)
                    .withProperty("note", user -> carried.behind("", user.id())));
            person.setItems(query -> carried.of(services.users().people(query.getFilter().orElse(""), new Slice<>(query.getOffset(), query.getLimit(),
                    Slice.first(1, UserSort.NAME).orders())), UserRow::id));
            person.setRequiredIndicatorVisible(true);
            var put = new Button(tr("coverage.team.put"), click -> {
                if (!form.isReadable()) {
                    return;
                }
                if (person.getValue() == null) {
                    form.show(List.of(Problem.of("userId", "problem.required")));
                    return;
                }
                try {
                    services.people().setMember(account.id(), person.getValue().id(), role.getValue());
                } catch (RefusedException refused) {
                    form.show(refused.problems());
                    return;
                } catch (NotFoundException gone) {
                    form.show(List.of(Problem.of(null, "base.notFound.text")));
                    return;
                }
                adding = false;
                showTeam();
            });
            put.addThemeVariants(ButtonVariant.PRIMARY);
            var cancel = new Button(tr("base.cancel"), click -> {
                adding = false;
                showTeam();
            });
            form.read();
            var buttons = new Div(put, cancel);
            buttons.addClassName("buttons");
            var adder = new Div(form, buttons);
            adder.addClassName("coverage-adder");
            person.focus();
            return adder;
        }

        // ---- what is planned ----

        private void showPlanned() {
            planned.removeAll();
            var filter = new PlannedFilter(null, Set.of(PlannedState.PLANNED, PlannedState.FAILED), Set.of(), account.id(), null, null);
            var ahead = services.planned().page(filter, Slice.first(SHOWN, PlannedSort.EFFECTIVE));
            planned.setVisible(!ahead.isEmpty());
            if (ahead.isEmpty()) {
                return;
            }
            section(planned, "coverage.planned", null);
            var list = new UnorderedList();
            list.addClassName("coverage-members");
            ahead.forEach(change -> list.add(item(change)));
            planned.add(list);
        }

        private ListItem item(Planned change) {
            var what = new Span(tr("coverage.planned.item", Formats.date(change.on(), getLocale()), change.fromName(), change.toName()));
            what.addClassNames("status", change.state() == PlannedState.FAILED ? "sign-warn" : "sign-half");
            var why = new Span(tr("coverage.planned.why", change.reason(), change.actorName()));
            why.addClassName("secondary");
            var words = new Div(what, why);
            words.addClassName("coverage-words");
            var problem = change.problem();
            if (problem != null) {
                var failed = new Span(tr(problem));
                failed.addClassName("danger");
                words.add(failed);
            }
            var item = new ListItem(words);
            if (change.cancellable()) {
                item.add(new Button(tr("coverage.planned.cancel"), click -> {
                    try {
                        services.planned().cancel(change.id(), change.version());
                        Notices.done(tr("coverage.planned.cancelled"));
                    } catch (RefusedException | OptimisticLockingFailureException refused) {
                        Notices.failed(Unexpected.sentence(refused));
                    }
                    showPlanned();
                }));
            }
            return item;
        }

        // ---- who did before ----

        private void showHistory() {
            section(history, "coverage.history", null);
            var day = new DayField(tr("coverage.history.on"));
            day.setMax(services.settings().today());
            day.setClearButtonVisible(true);
            day.addValueChangeListener(change -> answer(change.getValue()));
            answer.removeAll();
            var ask = new Div(day, answer);
            ask.addClassName("coverage-ask");
            history.add(ask);
            var terms = services.history().of(account.id());
            var head = new NativeTableRow(new NativeTableHeaderCell(tr("coverage.rep")), new NativeTableHeaderCell(tr("coverage.term")),
                    new NativeTableHeaderCell(tr("coverage.reason")), new NativeTableHeaderCell(tr("coverage.by")));
            var rows = new NativeTableBody();
            terms.stream().limit(allTerms ? terms.size() : TERMS).forEach(term -> rows.add(new NativeTableRow(new NativeTableCell(term.name()),
                    new NativeTableCell(span(term)), reason(term),
                    new NativeTableCell(term.actorName() == null ? tr("timeline.system") : term.actorName()))));
            var table = new NativeTable(new NativeTableHeader(head), rows);
            table.addClassNames("bulk-lines", "coverage-terms");
            history.add(table);
            if (!allTerms && terms.size() > TERMS) {
                var all = new Button(tr("coverage.history.all", terms.size()), click -> {
                    allTerms = true;
                    showHistory();
                });
                all.addThemeVariants(ButtonVariant.TERTIARY);
                history.add(all);
            }
        }

        private NativeTableCell reason(Term term) {
            var cell = new NativeTableCell(Objects.requireNonNullElse(term.reason(), ""));
            if (term.undoable()) {
                var undo = new Button(tr("coverage.giveBack"),
                        click -> ReassignDialog.giveBack(services, account.id(), term.userId(), this::reload));
                undo.setTooltipText(tr("coverage.giveBack.help"));
                undo.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
                cell.add(undo);
            }
            return cell;
        }

        private String span(Term term) {
            var zone = services.settings().zone();
            String from = Formats.date(term.from(), zone, getLocale());
            return term.until() == null ? tr("account.since", from) : tr("coverage.term.span", from, Formats.date(term.until(), zone, getLocale()));
        }

        private void answer(@Nullable LocalDate day) {
            answer.removeAll();
            if (day == null) {
                return;
            }
            var terms = services.history().representativeOn(account.id(), day);
            String date = Formats.date(day, getLocale());
            String names = terms.stream().map(Term::name).collect(Collectors.joining(tr("coverage.then")));
            answer.add(new Paragraph(terms.isEmpty() ? tr("coverage.history.nobody", date) : tr("coverage.history.answer", date, names)));
        }

        private void section(Div section, String titleKey, @Nullable Button action) {
            section.removeAll();
            section.addClassName("section");
            var head = new Div(new H2(tr(titleKey)));
            head.addClassName("section-head");
            if (action != null) {
                action.addThemeVariants(ButtonVariant.SMALL);
                head.add(action);
            }
            section.add(head);
        }
    }

    private static Paragraph secondary(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("secondary");
        return paragraph;
    }
}
