package app.mainstay.base.ui.files;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.files.StoredFile;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;

/** A document in a list of the class {@code documents}: saved by its name, looked at where that is safe. */
public class FileItem extends ListItem {

    private final transient StoredFile file;
    private final Div acts = new Div();

    /** @param about stands below the name */
    public FileItem(StoredFile file, Span about) {
        this.file = file;
        var name = download(file);
        name.setText(file.name());
        about.addClassName("secondary");
        acts.addClassName("note-foot");
        if (file.isShown()) {
            offer("note.file.show", () -> new FilePreview(file).open());
        }
        add(name, about, acts);
    }

    /** One more thing that can be done with it. @param key of what it is called */
    public void offer(String key, Runnable act) {
        var button = new Button(tr(key), click -> act.run());
        button.setAriaLabel(tr(key) + " " + file.name());
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        acts.add(button);
    }

    static Anchor download(StoredFile file) {
        var link = new Anchor(file.address(), "");
        link.setRouterIgnore(true);
        link.getElement().setAttribute("download", true);
        return link;
    }
}
