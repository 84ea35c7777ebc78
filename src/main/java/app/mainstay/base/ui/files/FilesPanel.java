package app.mainstay.base.ui.files;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Documents;
import app.mainstay.base.Documents.Document;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.files.StoredFile;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** The documents of a row, newest first, older ones on request. */
public class FilesPanel extends Div {

    private static final int PAGE = 30;
    private static final long MEGABYTE = 1024 * 1024;

    private final transient Documents.Owner owner;
    private final transient Documents documents;
    private final ZoneId zone;
    private final boolean writes;
    private final long limit;
    private final UnorderedList list = new UnorderedList();
    private final Button older = new Button(tr("note.file.older"));
    private final Empty empty = new Empty(tr("note.file.none"));
    private final Div problems = new Div();
    private @Nullable Long last;
    private int shown;

    /** @param zone for the times */
    public FilesPanel(Documents.Owner owner, Documents documents, ZoneId zone) {
        this.owner = owner;
        this.documents = documents;
        this.zone = zone;
        writes = documents.writes(owner);
        limit = documents.maxBytes();
        list.addClassName("documents");
        older.addThemeVariants(ButtonVariant.TERTIARY);
        older.addClickListener(click -> load(PAGE));
        problems.getElement().setAttribute("role", "alert");
        addClassName("files-panel");
        if (writes) {
            add(upload());
        }
        add(problems, empty, list, older);
        reload();
    }

    /** As many as were shown stay shown. */
    public final void reload() {
        int before = Math.max(PAGE, shown);
        list.removeAll();
        last = null;
        shown = 0;
        load(before);
        list.setVisible(shown > 0);
        empty.setVisible(shown == 0);
    }

    private void load(int count) {
        // One more than shown tells whether there are older ones.
        List<Document> page = documents.page(owner, last, count + 1);
        page.stream().limit(count).forEach(document -> {
            list.add(item(document));
            last = document.file().id();
            shown++;
        });
        older.setVisible(page.size() > count);
    }

    private ListItem item(Document document) {
        var file = document.file();
        var about = new Span(Formats.size(file.size(), getLocale()) + " · " + (document.uploader() == null ? tr("timeline.system") : document.uploader())
                + " · " + Formats.dateTime(file.uploadedAt(), zone, getLocale()));
        var item = new FileItem(file, about);
        if (writes) {
            item.offer("note.remove", () -> remove(file));
        }
        return item;
    }

    /** Its content goes for good, so it is asked first. */
    private void remove(StoredFile file) {
        var dialog = new ConfirmDialog(tr("note.file.remove.title"), tr("note.file.remove.text", file.name()), tr("note.remove"), confirm -> {
            try {
                documents.remove(file.id());
                Notices.done(tr("note.file.removed", file.name()));
            } catch (NotFoundException gone) {
                // Somebody was quicker, and it is gone as wished.
                Notices.done(tr("note.file.removed", file.name()));
            } catch (AccessDeniedException refused) {
                Notices.failed(tr("problem.readOnly"));
            }
            reload();
        });
        dialog.setConfirmButtonTheme("error primary");
        dialog.setCancelable(true);
        dialog.setCancelText(tr("base.cancel"));
        dialog.setWidth("min(520px, 92vw)");
        dialog.open();
    }

    // ---- in ----

    private Upload upload() {
        long megabytes = limit / MEGABYTE;
        var upload = new Upload();
        upload.setUploadHandler(new Receiver());
        var button = new Button(tr("note.file.choose"), Icons.UPLOAD.create());
        button.addThemeVariants(ButtonVariant.SMALL);
        upload.setUploadButton(button);
        upload.setDropLabel(new Span(tr("note.file.drop", megabytes)));
        upload.setMaxFileSize((int) Math.min(Integer.MAX_VALUE, limit));
        upload.setI18n(new UploadI18N()
                .setError(new UploadI18N.Error().setFileIsTooBig(tr("files.problem.tooLarge", megabytes)))
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status().setConnecting(tr("import.upload.connecting")).setStalled(tr("import.upload.stalled"))
                                .setProcessing(tr("note.file.storing")).setHeld(tr("import.upload.held")))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime().setPrefix(tr("import.upload.remaining")).setUnknown(""))
                        .setError(new UploadI18N.Uploading.Error().setServerUnavailable(tr("note.file.interrupted")).setUnexpectedServerError(tr("note.file.interrupted"))
                                .setForbidden(tr("problem.readOnly")).setFileTooLarge(tr("files.problem.tooLarge", megabytes))))
                .setFile(new UploadI18N.File().setRemove(tr("import.upload.remove")).setRetry(tr("import.upload.retry")).setStart(tr("import.upload.start"))));
        upload.addFileRejectedListener(event -> refuse(event.getFileName(), event.getErrorMessage()));
        upload.addFailedListener(event -> refuse(event.getFileName(), tr("note.file.interrupted")));
        upload.addAllFinishedListener(event -> upload.clearFileList());
        return upload;
    }

    /** Stays until it is read: several files may be refused at once, each for a reason of its own. */
    private void refuse(String name, String sentence) {
        var line = new Div();
        line.addClassName("form-problem");
        var close = new Button(Icons.CLOSE.create(), click -> problems.remove(line));
        close.setAriaLabel(tr("base.close"));
        close.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        line.add(new Span(tr("note.file.problem", name, sentence)), close);
        problems.add(line);
    }

    /** Hands the stream on as it comes; the module of files takes no more than the limit and leaves nothing of what it refuses. */
    private final class Receiver implements UploadHandler {

        @Override
        public void handleUploadRequest(UploadEvent event) throws IOException {
            UI ui = event.getUI();
            String name = event.getFileName();
            try (InputStream in = event.getInputStream()) {
                documents.add(owner, name, in);
            } catch (RefusedException refused) {
                event.reject();
                ui.access(() -> refused.problems().forEach(problem -> refuse(name, tr(problem))));
                return;
            } catch (AccessDeniedException | NotFoundException refused) {
                event.reject();
                ui.access(() -> refuse(name, tr("problem.readOnly")));
                return;
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            }
            ui.access(FilesPanel.this::reload);
        }

        // Beyond what is stored, so that the sentence is ours.
        @Override
        public long getRequestSizeMax() {
            return 2 * limit;
        }

        @Override
        public long getFileSizeMax() {
            return 2 * limit;
        }
    }
}
