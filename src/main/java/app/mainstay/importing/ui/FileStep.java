package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.importing.ImportBatch;
import app.mainstay.importing.ImportState;
import app.mainstay.importing.ImportTarget;
import app.mainstay.importing.TableFile;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Which file, and what it holds. */
class FileStep extends Div {

    private static final int LIMIT_MB = (int) (TableFile.LIMIT / 1024 / 1024);
    private static final int BATCHES = 5;
    private static final int MORE_BATCHES = 25;

    private final ImportView view;
    private final RadioButtonGroup<ImportTarget> choice = new RadioButtonGroup<>();
    private final Paragraph help = new Paragraph();
    private final Paragraph columns = new Paragraph();
    private final Div problem = new Div();
    private final Div reading = new Div();
    private final Upload upload = new Upload();
    private final Div history = new Div();

    FileStep(ImportView view) {
        this.view = view;
        List<ImportTarget> targets = view.imports.targets();
        choice.setLabel(tr("import.target"));
        choice.setItems(targets);
        choice.setItemLabelGenerator(target -> tr("import." + target.id()));
        choice.addValueChangeListener(event -> explain(event.getValue()));
        choice.setValue(targets.getFirst());
        choice.setVisible(targets.size() > 1);
        columns.addClassName("secondary");

        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        var bar = new ProgressBar();
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-label", tr("import.reading"));
        reading.add(new Span(tr("import.reading")), bar);
        reading.getElement().setAttribute("role", "status");
        reading.setVisible(false);
        add(choice, help, columns, upload(), problem, reading, history());
    }

    /** Chooses what to import; an id that is not offered here changes nothing. */
    void choose(String id) {
        choice.getListDataView().getItems().filter(target -> target.id().equals(id)).findFirst().ifPresent(choice::setValue);
    }

    private void explain(ImportTarget target) {
        help.setText(tr("import." + target.id() + ".help"));
        columns.setText(tr("import.recognised", target.fields().stream()
                .map(field -> ImportTexts.label(target, field)).collect(Collectors.joining(tr("import.and")))));
    }

    private Upload upload() {
        var button = new Button(tr("import.choose"), Icons.UPLOAD.create());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        upload.setUploadButton(button);
        upload.setDropLabel(new Span(tr("import.drop", LIMIT_MB)));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(LIMIT_MB * 1024 * 1024);
        upload.setAcceptedFileExtensions(".csv", ".tsv", ".txt", ".xlsx", ".xls");
        upload.setI18n(words());
        upload.addClassName("import-upload");
        upload.setUploadHandler(new Receiver());
        upload.addFileRejectedListener(event -> refuse(event.getErrorMessage()));
        upload.addFailedListener(event -> refuse(tr("import.problem.interrupted")));
        return upload;
    }

    private static UploadI18N words() {
        return new UploadI18N()
                .setError(new UploadI18N.Error().setFileIsTooBig(tr("import.problem.tooLarge", LIMIT_MB)).setTooManyFiles(tr("import.problem.oneFile"))
                        .setIncorrectFileType(tr("import.problem.extension")))
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status().setConnecting(tr("import.upload.connecting")).setStalled(tr("import.upload.stalled"))
                                .setProcessing(tr("import.reading")).setHeld(tr("import.upload.held")))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime().setPrefix(tr("import.upload.remaining")).setUnknown("")))
                .setFile(new UploadI18N.File().setRemove(tr("import.upload.remove")).setRetry(tr("import.upload.retry")).setStart(tr("import.upload.start")));
    }

    private void refuse(String sentence) {
        upload.clearFileList();
        upload.setVisible(true);
        reading.setVisible(false);
        problem.setText(sentence);
        problem.setVisible(true);
    }

    private void received(Path path, String name) {
        problem.setVisible(false);
        upload.setVisible(false);
        reading.setVisible(true);
        view.uploaded(choice.getValue(), path, name, this::refuse);
    }

    /** Streams the upload to a file of its own; whatever the browser has claimed, no more than the limit is taken. */
    private final class Receiver implements UploadHandler {

        @Override
        public void handleUploadRequest(UploadEvent event) throws IOException {
            UI ui = event.getUI();
            Path path = Files.createTempFile("mainstay-import", ".upload");
            boolean fits;
            try (InputStream in = event.getInputStream(); OutputStream out = Files.newOutputStream(path)) {
                fits = copy(in, out);
            } catch (IOException broken) {
                Files.deleteIfExists(path);
                throw broken;
            }
            if (fits) {
                ui.access(() -> received(path, event.getFileName()));
            } else {
                Files.deleteIfExists(path);
                event.reject();
                ui.access(() -> refuse(tr("import.problem.tooLarge", LIMIT_MB)));
            }
        }

        private static boolean copy(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > TableFile.LIMIT) {
                    return false;
                }
                out.write(buffer, 0, n);
            }
            return true;
        }

        // Beyond what copy() takes, so that the sentence is ours.
        @Override
        public long getRequestSizeMax() {
            return 2 * TableFile.LIMIT;
        }

        @Override
        public long getFileSizeMax() {
            return 2 * TableFile.LIMIT;
        }
    }

    private Div history() {
        showHistory(BATCHES);
        return history;
    }

    private void showHistory(int most) {
        history.removeAll();
        // One more than is shown tells whether there are earlier ones.
        List<ImportBatch> batches = view.history.batches(most + 1);
        if (batches.isEmpty()) {
            return;
        }
        var grid = new Grid<ImportBatch>();
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addColumn(batch -> Formats.dateTime(batch.finishedAt(), view.settings.zone(), getLocale())).setHeader(tr("import.batch.when"))
                .setWidth("148px").setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(batch -> {
            var open = new Button(batch.fileName(), click -> view.open(batch));
            open.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            open.addClassName("import-batch");
            return open;
        })).setKey("file").setHeader(tr("import.batch.file")).setWidth("180px").setFlexGrow(1);
        grid.addColumn(batch -> tr("import." + batch.target())).setHeader(tr("import.batch.target")).setWidth("124px").setFlexGrow(0);
        grid.addColumn(new ComponentRenderer<>(FileStep::state)).setKey("state").setHeader(tr("import.batch.state")).setWidth("124px").setFlexGrow(0);
        number(grid, "import.count.created", ImportBatch::created);
        number(grid, "import.count.changed", ImportBatch::changed);
        number(grid, "import.count.rejected", ImportBatch::rejected);
        grid.setItems(batches.subList(0, Math.min(most, batches.size())));
        history.add(new H2(tr("import.batch.title")), grid);
        if (batches.size() > most) {
            var more = new Button(tr("import.batch.more"), click -> showHistory(most + MORE_BATCHES));
            more.addThemeVariants(ButtonVariant.TERTIARY);
            history.add(more);
        }
    }

    /** As icon and word, never colour alone. */
    private static Span state(ImportBatch batch) {
        var icon = switch (batch.state()) {
            case RUNNING -> Icons.PLAY;
            case DONE -> Icons.CHECK;
            case FAILED -> Icons.WARNING;
            case CANCELLED -> Icons.CLOSE;
            case UNDONE -> Icons.RESTORE;
        };
        var state = new Span(icon.create(), new Span(tr(batch.state().labelKey())));
        state.addClassName("status");
        state.setClassName("danger", batch.state() == ImportState.FAILED);
        state.setClassName("secondary", batch.state() == ImportState.CANCELLED || batch.state() == ImportState.UNDONE);
        return state;
    }

    private void number(Grid<ImportBatch> grid, String header, ToLongFunction<ImportBatch> count) {
        grid.addColumn(batch -> Formats.number(count.applyAsLong(batch), getLocale())).setHeader(tr(header)).setTextAlign(ColumnTextAlign.END)
                .setWidth("92px").setFlexGrow(0);
    }
}
