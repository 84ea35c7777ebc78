package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.importing.ImportBatch;
import app.mainstay.importing.ImportCancelledException;
import app.mainstay.importing.ImportHistory;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportProgress;
import app.mainstay.importing.ImportReading;
import app.mainstay.importing.ImportReading.UnknownValue;
import app.mainstay.importing.ImportService;
import app.mainstay.importing.ImportTarget;
import app.mainstay.importing.TableFile;
import app.mainstay.jobs.Jobs;
import app.mainstay.security.Role;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Four steps from a file to rows. Everything that reads the whole file happens in the background; the uploaded file is deleted when the
 * screen is left, or when a job has its own copy.
 */
@Route(ImportView.PATH)
@Menu(title = "import.title", order = 980, icon = "import")
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportView extends Page implements BeforeEnterObserver {

    static final String PATH = "import";
    /** In the address: what to import, by the target's id; another can be chosen. */
    private static final String WHAT = "what";
    /** In the address: an import of the viewer's own, under way or done. */
    private static final String BATCH = "batch";

    enum Step {
        FILE, COLUMNS, CHECK, RUN
    }

    final transient ImportService imports;
    final transient ImportReading reading;
    final transient ImportHistory history;
    final transient UserService users;
    final transient SettingsService settings;
    final transient Jobs jobs;
    final transient Changes changes;
    final transient ImportTexts texts;
    private final OrderedList steps = new OrderedList();
    private final Div content = new Div();
    private transient @Nullable ImportTarget target;
    private transient @Nullable Path upload;
    private transient @Nullable TableFile file;
    private transient ImportMapping mapping = ImportMapping.empty();
    private transient @Nullable ImportProgress progress;
    /** What goes on in the background; done once its outcome is on its way to the screen. */
    transient CompletableFuture<?> running = CompletableFuture.completedFuture(null);
    private boolean remembered;
    private final Set<String> suggested = new HashSet<>();

    public ImportView(ImportService imports, ImportReading reading, ImportHistory history, UserService users, SettingsService settings, Jobs jobs, Changes changes) {
        super(tr("import.title"));
        this.imports = imports;
        this.reading = reading;
        this.history = history;
        this.users = users;
        this.settings = settings;
        this.jobs = jobs;
        this.changes = changes;
        texts = new ImportTexts(reading, users);
        steps.addClassName("steps");
        steps.getElement().setAttribute("aria-label", tr("import.steps"));
        content.addClassName("import-step");
        body.addClassName("import");
        body.add(steps, content);
        start();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        var batch = parameters.getSingleParameter(BATCH).flatMap(Ids::parse).flatMap(history::find);
        if (batch.isPresent()) {
            show(Step.RUN, new RunStep(this, batch.get()));
        } else if (content.getChildren().anyMatch(RunStep.class::isInstance)) {
            start();
        }
        parameters.getSingleParameter(WHAT).ifPresent(what -> content.getChildren().filter(FileStep.class::isInstance)
                .forEach(step -> ((FileStep) step).choose(what)));
    }

    // ---- the four steps ----

    /** Back to the beginning, without a file. */
    void start() {
        deleteUpload();
        file = null;
        show(Step.FILE, new FileStep(this));
        address(QueryParameters.empty());
    }

    /** An upload is complete. Its content decides what happens next. */
    void uploaded(ImportTarget target, Path path, String name, Consumer<String> onRefused) {
        deleteUpload();
        upload = path;
        read(table -> reading.remembered(target, table).isPresent() ? target : reading.likely(imports.targets(), target, table), () -> reading.read(path, name),
                sentence -> {
                    deleteUpload();
                    onRefused.accept(sentence);
                });
    }

    /** The same file, as something else. */
    void target(ImportTarget other, Consumer<String> onRefused) {
        var current = file();
        read(table -> other, () -> current, onRefused);
    }

    /** Another sheet, or another row with the columns' names. */
    void place(TableFile.Place place, Consumer<String> onRefused) {
        var current = file();
        var same = target();
        read(table -> same, () -> reading.read(current.path(), current.name(), place), onRefused);
    }

    private void read(Function<TableFile, ImportTarget> what, Supplier<TableFile> opening, Consumer<String> onRefused) {
        record Read(ImportTarget target, TableFile file, ImportMapping mapping, boolean remembered) {
        }
        inBackground(() -> {
            var table = opening.get();
            var held = what.apply(table);
            var before = reading.remembered(held, table);
            return new Read(held, table, before.orElseGet(() -> reading.guess(held, table)), before.isPresent());
        }, read -> {
            target = read.target();
            file = read.file();
            mapping = read.mapping();
            remembered = read.remembered();
            suggested.clear();
            columns();
        }, onRefused);
    }

    /** Forgets what was chosen for the last file with these columns. */
    void guessAnew() {
        mapping = reading.guess(target(), file());
        remembered = false;
        columns();
    }

    void columns() {
        show(Step.COLUMNS, new ColumnsStep(this));
    }

    void check() {
        var step = new CheckStep(this);
        show(Step.CHECK, step);
        var checked = mapping;
        UI ui = UI.getCurrent();
        var watched = new ImportProgress[1];
        watched[0] = new ImportProgress(() -> access(ui, () -> step.progress(watched[0].done(), watched[0].total())));
        progress = watched[0];
        inBackground(() -> imports.check(target(), file(), checked, watched[0]), step::done, sentence -> {
            if (watched[0].isCancelled()) {
                columns();
            } else {
                step.failed(sentence);
            }
        });
    }

    /** Hands the file over to a job; from then on this screen only watches. */
    void run(@Nullable String reason) {
        var step = new HandingOver();
        show(Step.RUN, step);
        var checked = mapping;
        inBackground(() -> imports.start(target(), file(), checked, reason), started -> {
            deleteUpload();
            history.find(started.batchId()).ifPresent(this::open);
        }, step::failed);
    }

    /** An import under way or done. */
    void open(ImportBatch batch) {
        show(Step.RUN, new RunStep(this, batch));
        address(QueryParameters.of(BATCH, Ids.text(batch.id())));
    }

    private void address(QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, new Location(PATH, parameters)));
    }

    private final class HandingOver extends Div {

        HandingOver() {
            add(new Waiting(tr("import.starting"), null));
        }

        void failed(String sentence) {
            removeAll();
            var problem = new Div(sentence);
            problem.addClassName("form-problem");
            problem.getElement().setAttribute("role", "alert");
            var foot = new Div(new Button(tr("import.back.columns"), click -> columns()));
            foot.addClassName("form-foot");
            add(problem, foot);
        }
    }

    void cancel() {
        if (progress != null) {
            progress.cancel();
        }
    }

    private void show(Step step, Component component) {
        steps.removeAll();
        for (var each : Step.values()) {
            var number = new Span(each.ordinal() < step.ordinal() ? "✓" : String.valueOf(each.ordinal() + 1));
            number.addClassName("step-number");
            var item = new ListItem(number, new Span(tr("import.step." + each.name())));
            item.addClassName("step");
            if (each == step) {
                item.getElement().setAttribute("aria-current", "step");
            }
            item.setClassName("done", each.ordinal() < step.ordinal());
            steps.add(item);
        }
        content.removeAll();
        content.add(component);
    }

    // ---- what the steps share ----

    /** True when the value is met for the first time in this file, and nobody has said before what it means. */
    boolean suggest(UnknownValue value) {
        return mapping.meaning(value.field(), value.text()) == null && suggested.add(key(value));
    }

    /** False where its meaning comes from an earlier file. */
    boolean isSuggested(UnknownValue value) {
        return suggested.contains(key(value));
    }

    private static String key(UnknownValue value) {
        return value.field().id() + "\n" + value.text();
    }

    ImportTarget target() {
        return Objects.requireNonNull(target);
    }

    TableFile file() {
        return Objects.requireNonNull(file);
    }

    ImportMapping mapping() {
        return mapping;
    }

    void mapping(ImportMapping changed) {
        mapping = changed;
    }

    /** The mapping is that of the last file with these columns. */
    boolean isRemembered() {
        return remembered;
    }

    /** Works apart from the session's lock, so that the screen answers meanwhile; the outcome is taken under it. */
    <T> void inBackground(Supplier<T> work, Consumer<T> onDone, Consumer<String> onFailed) {
        UI ui = UI.getCurrent();
        running = imports.inBackground(work).whenComplete((result, failure) -> access(ui, () -> {
            if (failure == null) {
                onDone.accept(result);
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
                onFailed.accept(cause instanceof ImportCancelledException ? "" : Unexpected.sentence(cause));
            }
        }));
    }

    private static void access(UI ui, Runnable command) {
        try {
            ui.access(command::run);
        } catch (UIDetachedException gone) {
            // Nobody is looking any more; what was stored stands in the list of imports.
        }
    }

    @Override
    protected void onDetach(DetachEvent event) {
        super.onDetach(event);
        cancel();
        deleteUpload();
    }

    private void deleteUpload() {
        Path path = upload;
        upload = null;
        if (path != null) {
            running.handle((result, failure) -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException locked) {
                    throw new UncheckedIOException(locked);
                }
                return null;
            });
        }
    }
}
