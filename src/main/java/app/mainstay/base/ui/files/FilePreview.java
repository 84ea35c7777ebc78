package app.mainstay.base.ui.files;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.files.StoredFile;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Image;

/** A picture or PDF, looked at without saving it. */
class FilePreview extends Dialog {

    FilePreview(StoredFile file) {
        setHeaderTitle(file.name());
        addClassName("file-preview");
        String address = file.address() + "?show=true";
        if (file.isPicture()) {
            add(new Image(address, file.name()));
        } else {
            setWidth("min(1100px, 96vw)");
            setHeight("92vh");
            var frame = new IFrame(address);
            frame.getElement().setAttribute("title", file.name());
            add(frame);
        }
        var download = FileItem.download(file);
        download.setText(tr("note.file.download"));
        getFooter().add(download, new Button(tr("base.close"), click -> close()));
    }
}
