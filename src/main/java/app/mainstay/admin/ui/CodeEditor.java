package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry of a code list: its names, and below them whether it is still offered. */
final class CodeEditor extends Editor<CodeEntry> {

    private final transient CodeLists codes;
    private final CodeList list;
    private final Runnable refresh;
    private final TextField labelEn = form.field("labelEn", new TextField(tr("admin.code.labelEn")));
    private final TextField labelZh = form.field("labelZh", new TextField(tr("admin.code.labelZh")));
    private final TextField code = form.field("code", new TextField(tr("admin.code.code")));
    private final @Nullable Checkbox competitor;
    private final Div offer = new Div();
    private CodeEntry read;

    /** @param refresh to be run when the list shows something that is not so any more */
    CodeEditor(CodeLists codes, Drafts drafts, CodeList list, @Nullable Long id, Runnable onSaved, Runnable refresh) {
        super(drafts, "code." + list.name(), CodeEntry.class, id, onSaved);
        this.codes = codes;
        this.list = list;
        this.refresh = refresh;
        competitor = list == CodeList.LOSS_REASON ? form.field("competitor", new Checkbox(tr("admin.code.competitor")), on -> on ? "✓" : "") : null;
        read = stored();
        labelEn.setRequiredIndicatorVisible(true);
        labelZh.setRequiredIndicatorVisible(true);
        code.setRequiredIndicatorVisible(id == null);
        code.setReadOnly(id != null);
        code.setHelperText(tr(id == null ? "admin.code.code.help" : "admin.code.code.fixed"));
        offer.addClassName("editor-more");
        if (id != null) {
            add(offer);
            showOffer();
        }
    }

    @Override
    String title() {
        return id == null ? tr("admin.code.new.of", tr(list.labelKey())) : codes.get(id).label(getLocale());
    }

    @Override
    CodeEntry stored() {
        return id == null ? new CodeEntry(null, list, "", "", "", 0, true, 0) : codes.get(id);
    }

    @Override
    void write(CodeEntry entry) {
        read = entry;
        labelEn.setValue(entry.labelEn());
        labelZh.setValue(entry.labelZh());
        code.setValue(entry.code());
        if (competitor != null) {
            competitor.setValue(entry.competitor());
        }
    }

    @Override
    CodeEntry draft() {
        return new CodeEntry(id, list, code.getValue(), labelEn.getValue(), labelZh.getValue(), read.position(), read.active(),
                competitor != null && competitor.getValue(), read.version());
    }

    @Override
    void store(CodeEntry entry) {
        codes.save(entry);
    }

    @Override
    void focus() {
        labelEn.focus();
    }

    private void showOffer() {
        boolean active = codes.get(Objects.requireNonNull(id)).active();
        var button = active ? new Button(tr("admin.code.retire"), Icons.ARCHIVE.create(), click -> setActive(false))
                : new Button(tr("admin.code.reactivate"), Icons.RESTORE.create(), click -> setActive(true));
        var buttons = new Div(button);
        buttons.addClassName("buttons");
        offer.removeAll();
        offer.add(new H3(tr("admin.code.state")), CodesView.state(active), new Paragraph(tr(active ? "admin.code.active.help" : "admin.code.retired.help")),
                buttons);
    }

    /** What is typed beside it stays unsaved: the entry goes out of use as it is stored. */
    private void setActive(boolean active) {
        CodeEntry entry = codes.get(Objects.requireNonNull(id));
        codes.save(new CodeEntry(id, list, entry.code(), entry.labelEn(), entry.labelZh(), entry.position(), active, entry.competitor(), entry.version()));
        CodeEntry now = codes.get(id);
        if (read.version() == entry.version()) {
            read = now;
        }
        showOffer();
        refresh.run();
        if (!active) {
            Notices.done(tr("admin.code.retire.done", now.label(getLocale())), () -> setActive(true));
        }
    }
}
