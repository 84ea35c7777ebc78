package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** How far it is, and the way to stop it. */
class Waiting extends Div {

    private final ProgressBar bar = new ProgressBar();
    private final Paragraph text = new Paragraph();

    /** @param onCancel null where it cannot be stopped */
    Waiting(String sentence, @Nullable Runnable onCancel) {
        addClassName("import-waiting");
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-label", sentence);
        text.addClassName("secondary");
        text.getElement().setAttribute("role", "status");
        add(new Paragraph(sentence), bar, text);
        if (onCancel == null) {
            return;
        }
        var cancel = new Button(tr("base.cancel"));
        cancel.addClickListener(click -> {
            cancel.setEnabled(false);
            onCancel.run();
        });
        add(cancel);
    }

    void progress(long done, long total) {
        bar.setIndeterminate(false);
        bar.setValue(total == 0 ? 0 : Math.min(1, (double) done / total));
        text.setText(tr("import.progress", Formats.number(done, getLocale()), Formats.number(total, getLocale())));
    }
}
