package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountHistory;
import app.mainstay.account.AccountRevision;
import app.mainstay.account.AccountService;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.PartHistory;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.ChangeTexts;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Reasons;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Coded;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Money;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** What was changed field by field, by whom and why, and the way back of a single value. */
@Component
class HistoryTab implements AccountTab {

    private static final int PAGE = 20;
    private static final String ITSELF = "account";

    private final AccountHistory history;
    private final AccountService accounts;
    private final CodeLists codes;
    private final ChangeTexts texts;
    private final SettingsService settings;
    private final Changes changes;

    HistoryTab(AccountHistory history, AccountService accounts, CodeLists codes, ChangeTexts texts, SettingsService settings, Changes changes) {
        this.history = history;
        this.accounts = accounts;
        this.codes = codes;
        this.texts = texts;
        this.settings = settings;
        this.changes = changes;
    }

    @Override
    public String titleKey() {
        return "account.history";
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public int order() {
        return 900;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var content = new Content(account.id());
        Live.rows(content, changes, AccountService.CHANGED, id -> id == account.id() && accounts.sees(id), id -> content.reload());
        return content;
    }

    private final class Content extends Div {

        private final long accountId;
        private final UnorderedList list = new UnorderedList();
        private final Button older = new Button(tr("timeline.older"), click -> load());
        private final Select<String> of = new Select<>();
        private boolean mayEdit;
        private int version;
        private @Nullable Long last;
        private PartHistory.@Nullable Position lastPart;

        Content(long accountId) {
            this.accountId = accountId;
            list.addClassNames("timeline", "history");
            older.addThemeVariants(ButtonVariant.TERTIARY);
            Map<String, String> kinds = new LinkedHashMap<>();
            kinds.put(ITSELF, tr("account.history.itself"));
            history.kinds().forEach(kind -> kinds.put(kind.thing(), tr(kind.partKey())));
            of.setLabel(tr("account.history.of"));
            of.setItems(kinds.keySet());
            of.setItemLabelGenerator(kinds::get);
            of.setValue(ITSELF);
            of.addValueChangeListener(change -> reload());
            var filter = new Div(of);
            filter.addClassName("timeline-filter");
            add(filter, list, older);
            reload();
        }

        void reload() {
            var account = accounts.get(accountId);
            mayEdit = account.mayEdit();
            version = account.draft().version();
            list.removeAll();
            last = null;
            lastPart = null;
            load();
        }

        private void load() {
            if (!ITSELF.equals(of.getValue())) {
                loadParts(of.getValue());
                return;
            }
            var page = history.page(accountId, last, PAGE + 1);
            page.stream().limit(PAGE).forEach(revision -> {
                list.add(item(revision));
                last = revision.id();
            });
            older.setVisible(page.size() > PAGE);
        }

        private void loadParts(String thing) {
            var page = history.parts(accountId, thing, lastPart, PAGE + 1);
            page.stream().limit(PAGE).forEach(told -> {
                list.add(item(told));
                lastPart = told.change().position();
            });
            older.setVisible(page.size() > PAGE);
            if (list.getChildren().findAny().isEmpty()) {
                list.add(new ListItem(tr("account.history.none")));
            }
        }

        private ListItem item(AccountHistory.Told told) {
            var change = told.change();
            var item = head(told.actor(), change.at(), change.reason());
            String act = tr(change.act().labelKey());
            item.add(new Span(told.name() == null ? act : tr("account.history.part", told.name(), act)));
            if (change.fields().isEmpty()) {
                item.add(new Span(tr("account.history.nothing")));
                return item;
            }
            boolean both = change.act() == AuditAct.CHANGED;
            var top = new NativeTableRow(new NativeTableHeaderCell(tr("account.history.field")));
            if (both) {
                top.add(new NativeTableHeaderCell(tr("bulk.before")), new NativeTableHeaderCell(tr("bulk.after")), new NativeTableHeaderCell());
            } else {
                top.add(new NativeTableHeaderCell(tr("admin.audit.value")));
            }
            var body = new NativeTableBody();
            change.fields().forEach(field -> {
                var line = new NativeTableRow(new NativeTableCell(tr(field.field().labelKey())));
                if (change.act() != AuditAct.ADDED) {
                    line.add(new NativeTableCell(texts.text(field.field(), field.before(), told.called())));
                }
                if (change.act() != AuditAct.DELETED) {
                    line.add(new NativeTableCell(texts.text(field.field(), field.after(), told.called())));
                }
                if (both) {
                    String label = tr(field.field().labelKey());
                    line.add(told.restorable().contains(field.field().column()) ? new NativeTableCell(restore(tr("account.history.restore", label), label,
                            () -> history.restore(accountId, of.getValue(), change.id(), told.version(), change.revision(), field.field().column())))
                            : new NativeTableCell());
                }
                body.add(line);
            });
            var table = new NativeTable(new NativeTableHeader(top), body);
            table.addClassName("bulk-lines");
            item.add(table);
            return item;
        }

        private ListItem head(@Nullable String actor, Instant at, @Nullable String why) {
            var head = new Span(Objects.requireNonNullElseGet(actor, () -> tr("timeline.system")) + " · " + Formats.dateTime(at, settings.zone(), getLocale()));
            head.addClassName("secondary");
            var item = new ListItem(head);
            if (why != null) {
                var reason = new Paragraph(tr("account.history.reason", Reasons.text(why)));
                reason.addClassName("as-written");
                item.add(reason);
            }
            return item;
        }

        private ListItem item(AccountRevision revision) {
            var item = head(revision.actor(), revision.at(), revision.reason());
            if (revision.created()) {
                item.add(new Span(tr("account.history.created")));
            } else if (revision.changes().isEmpty()) {
                item.add(new Span(tr("account.history.nothing")));
            } else {
                item.add(table(revision));
            }
            return item;
        }

        private NativeTable table(AccountRevision revision) {
            var head = new NativeTableRow(new NativeTableHeaderCell(tr("account.history.field")), new NativeTableHeaderCell(tr("bulk.before")),
                    new NativeTableHeaderCell(tr("bulk.after")), new NativeTableHeaderCell());
            var body = new NativeTableBody();
            for (var change : revision.changes()) {
                String label = tr("account." + change.field());
                var action = new NativeTableCell();
                if (change.restorable() && mayEdit) {
                    String name = tr(change.field().equals("tags") ? "account.history.restore.tags" : "account.history.restore", label);
                    action.add(restore(name, label, () -> history.restore(accountId, version, revision.id(), change.field())));
                }
                boolean tags = change.field().equals("tags");
                body.add(new NativeTableRow(new NativeTableCell(label),
                        new NativeTableCell(tags && change.before() != null ? tr("account.history.removed", text(change.field(), change.before()))
                                : text(change.field(), change.before())),
                        new NativeTableCell(tags && change.after() != null ? tr("account.history.added", text(change.field(), change.after()))
                                : text(change.field(), change.after())), action));
            }
            var table = new NativeTable(new NativeTableHeader(head), body);
            table.addClassName("bulk-lines");
            return table;
        }

        private Button restore(String name, String label, Runnable restoring) {
            var restore = new Button(Icons.RESTORE.create(), click -> restore(label, restoring));
            restore.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            restore.setAriaLabel(name);
            restore.setTooltipText(name);
            return restore;
        }

        private void restore(String label, Runnable restoring) {
            try {
                restoring.run();
                Notices.done(tr("account.history.restored", label));
            } catch (RefusedException refused) {
                Notices.failed(refused.problems().stream().map(problem -> tr(problem)).collect(Collectors.joining(" ")));
                return;
            } catch (ConflictException | OptimisticLockingFailureException changed) {
                Notices.failed(tr(ITSELF.equals(of.getValue()) ? "account.history.conflict" : "account.history.part.conflict"));
            }
            reload();
            findAncestor(AccountView.class).refresh();
        }

        private String text(String field, @Nullable Object value) {
            var locale = getLocale();
            return switch (value) {
                case null -> tr("base.none");
                case Coded coded -> tr(coded.labelKey());
                case Money money -> Formats.moneyInFull(money, locale);
                case Instant at -> Formats.dateTime(at, settings.zone(), locale);
                case AccountRevision.Reference reference -> Objects.requireNonNullElseGet(reference.name(), () -> tr("account.parent.hidden"));
                case List<?> texts -> texts.stream().map(String::valueOf).collect(Collectors.joining(tr("base.listSeparator")));
                case Integer number -> field.equals("founded") ? number.toString() : Formats.number(number, locale);
                default -> switch (field) {
                    case "sector" -> codes.label(CodeList.SECTOR, value.toString(), locale);
                    case "region" -> codes.label(CodeList.REGION, value.toString(), locale);
                    default -> value.toString();
                };
            };
        }
    }
}
