package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.admin.AuditList;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.AuditContent;
import app.mainstay.audit.AuditContent.FieldChange;
import app.mainstay.audit.AuditContent.RowChange;
import app.mainstay.audit.AuditContents;
import app.mainstay.audit.AuditRow;
import app.mainstay.base.ui.ChangeTexts;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Coded;
import app.mainstay.shared.Words;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Map;
import java.util.Objects;

/** An entry of the audit trail: who, when and why, and field by field what was there before and after, a page of rows. */
final class AuditDetail extends Detail {

    private static final int ROWS = 20;

    private final transient AuditContents contents;
    private final transient AuditList list;
    private final transient ChangeTexts texts;
    private final transient SettingsService settings;
    private final long entry;
    private long offset;

    AuditDetail(AuditContents contents, AuditList list, ChangeTexts texts, SettingsService settings, long entry) {
        super(entry);
        this.contents = contents;
        this.list = list;
        this.texts = texts;
        this.settings = settings;
        this.entry = entry;
        addClassNames("editor", "audit-detail");
        show();
    }

    @Override
    String title() {
        return contents.find(entry, 0, 1).map(AuditContent::change).map(AuditDetail::title).orElse("");
    }

    private static String title(AuditRow change) {
        return change.act() == AuditAct.DONE ? tr(change.thing().labelKey())
                : tr("admin.audit.title", tr(change.thing().labelKey()), tr(change.act().labelKey()));
    }

    private void show() {
        removeAll();
        contents.find(entry, offset, ROWS).ifPresent(content -> {
            add(facts(content.change()));
            if (content.change().act() == AuditAct.DONE) {
                parameters(content.change());
            } else if (!content.described()) {
                add(note(tr("admin.audit.notDescribed")));
            } else {
                rows(content);
            }
        });
    }

    private Component facts(AuditRow change) {
        var facts = new Div(fact(tr("admin.audit.time"), Formats.dateTime(change.at(), settings.zone(), getLocale())));
        Object actor = list.actor(change);
        facts.add(fact(tr("admin.audit.actor"), actor instanceof Coded coded ? tr(coded.labelKey()) : Objects.toString(actor, "")));
        Object text = AuditList.text(change);
        if (text != null) {
            facts.add(fact(tr("admin.audit.text"), text instanceof Coded coded ? tr(coded.labelKey()) : text.toString()));
        }
        facts.addClassName("audit-facts");
        return facts;
    }

    private static Component fact(String label, String value) {
        var name = new Span(label);
        name.addClassName("fact-label");
        return new Div(name, new Span(value));
    }

    private static Paragraph note(String text) {
        var note = new Paragraph(text);
        note.addClassName("secondary");
        return note;
    }

    /** Of an act: what has a word; the rest is the program's own. */
    private void parameters(AuditRow act) {
        var facts = new Div();
        facts.addClassName("audit-facts");
        act.parameters().forEach((name, value) -> {
            String key = "audit.parameter." + name;
            String text = Objects.toString(value, "");
            if (!Words.text(key, getLocale()).isEmpty() && !text.isEmpty()) {
                String word = Words.text(key + "." + text, getLocale());
                facts.add(fact(Words.text(key, getLocale()), value instanceof Number number ? Formats.number(number, getLocale()) : word.isEmpty() ? text : word));
            }
        });
        add(facts);
    }

    // ---- rows ----

    private void rows(AuditContent content) {
        var called = list.called(content);
        boolean several = content.seen() > 1;
        for (int i = 0; i < content.rows().size(); i++) {
            RowChange row = content.rows().get(i);
            String name = called.getOrDefault(content.change().thing().name(), Map.of()).get(row.id());
            if (name != null || several) {
                add(new H3(name != null ? name : tr("admin.audit.row", offset + i + 1)));
            }
            add(row.fields().isEmpty() ? note(tr("admin.audit.nothingShown")) : table(row, content.change().act(), called));
        }
        if (content.hidden() > 0) {
            add(note(tr("admin.audit.hidden", content.hidden())));
        }
        if (content.seen() > ROWS) {
            add(pager(content));
        }
    }

    private Component pager(AuditContent content) {
        var back = new Button(Icons.BACK.create(), click -> turn(-ROWS));
        back.setAriaLabel(tr("admin.audit.back"));
        back.setEnabled(offset > 0);
        var on = new Button(Icons.BACK.create(), click -> turn(ROWS));
        on.setAriaLabel(tr("admin.audit.on"));
        on.addClassName("icon-forth");
        on.setEnabled(offset + content.rows().size() < content.seen());
        back.addThemeVariants(ButtonVariant.TERTIARY);
        on.addThemeVariants(ButtonVariant.TERTIARY);
        long last = offset + content.rows().size();
        var where = new Span(content.seen() > AuditContents.COUNTED ? tr("admin.audit.pageOfMore", offset + 1, last, AuditContents.COUNTED)
                : tr("admin.audit.page", offset + 1, last, content.seen()));
        where.getElement().setAttribute("role", "status");
        var pager = new Div(back, where, on);
        pager.addClassName("audit-pager");
        return pager;
    }

    private void turn(int by) {
        offset = Math.max(0, offset + by);
        show();
    }

    private Component table(RowChange row, AuditAct act, Map<String, Map<Long, String>> called) {
        var table = new NativeTable();
        table.addClassName("audit-fields");
        var head = new NativeTableRow();
        head.add(header(tr("admin.audit.field")));
        if (act == AuditAct.CHANGED) {
            head.add(header(tr("admin.audit.before")), header(tr("admin.audit.after")));
        } else {
            head.add(header(tr("admin.audit.value")));
        }
        table.getHead().add(head);
        var body = table.getBody();
        for (FieldChange field : row.fields()) {
            var line = new NativeTableRow(new NativeTableCell(tr(field.field().labelKey())));
            if (act != AuditAct.ADDED) {
                line.add(new NativeTableCell(texts.text(field.field(), field.before(), called)));
            }
            if (act != AuditAct.DELETED) {
                line.add(new NativeTableCell(texts.text(field.field(), field.after(), called)));
            }
            body.add(line);
        }
        return table;
    }

    private static NativeTableHeaderCell header(String text) {
        var cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", "col");
        return cell;
    }
}
