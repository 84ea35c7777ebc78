package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.importing.ImportCancelledException;
import app.mainstay.importing.ImportMapping;
import app.mainstay.importing.ImportProgress;
import app.mainstay.importing.ImportReport;
import app.mainstay.importing.ImportService;
import app.mainstay.importing.ImportService.UnknownValue;
import app.mainstay.importing.ImportTarget;
import app.mainstay.importing.TableFile;
import app.mainstay.security.Role;
import app.mainstay.security.UserService;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Four steps from a file to rows. Everything that reads the whole file happens in the background; the uploaded file is deleted when the
 * screen is left, or when the import that was started from it is finished.
 */
@Route("import")
@Menu(title = "import.title", order = 980, icon = "import")
@RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
public class ImportView extends Page implements BeforeEnterObserver {

    /** In the address: what to import, by the target's id; another can be chosen. */
    private static final String WHAT = "what";

    enum Step {
        FILE, COLUMNS, CHECK, RUN
    }

    final transient ImportService imports;
    final transient UserService users;
    final transient SettingsService settings;
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
    private boolean storing;
    private final Set<String> suggested = new HashSet<>();

    public ImportView(ImportService imports, UserService users, SettingsService settings) {
        super(tr("import.title"));
        this.imports = imports;
        this.users = users;
        this.settings = settings;
        texts = new ImportTexts(imports, users);
        steps.addClassName("steps");
        steps.getElement().setAttribute("aria-label", tr("import.steps"));
        content.addClassName("import-step");
        body.addClassName("import");
        body.add(steps, content);
        start();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.getLocation().getQueryParameters().getSingleParameter(WHAT).ifPresent(what -> content.getChildren().filter(FileStep.class::isInstance)
                .forEach(step -> ((FileStep) step).choose(what)));
    }

    // ---- the four steps ----

    /** Back to the beginning, without a file. */
    void start() {
        deleteUpload();
        file = null;
        show(Step.FILE, new FileStep(this));
    }

    /** An upload is complete. Its content decides what happens next. */
    void uploaded(ImportTarget target, Path path, String name, Consumer<String> onRefused) {
        deleteUpload();
        upload = path;
        inBackground(() -> imports.read(path, name), read -> {
            this.target = target;
            file = read;
            mapping = imports.guess(target, read);
            suggested.clear();
            columns();
        }, sentence -> {
            deleteUpload();
            onRefused.accept(sentence);
        });
    }

    void columns() {
        show(Step.COLUMNS, new ColumnsStep(this));
    }

    void check() {
        var step = new CheckStep(this);
        show(Step.CHECK, step);
        var checked = mapping;
        begin(false, watched -> imports.check(target(), file(), checked, watched), step);
    }

    void run() {
        var step = new RunStep(this);
        show(Step.RUN, step);
        var checked = mapping;
        begin(true, watched -> imports.run(target(), file(), checked, watched), step);
    }

    /** A step that waits for the engine. */
    interface Watcher {

        void progress(long done, long total);

        void done(ImportReport report);

        void failed(String sentence);

        void cancelled();
    }

    private interface Work {
        ImportReport with(ImportProgress progress);
    }

    private void begin(boolean store, Work work, Watcher watcher) {
        UI ui = UI.getCurrent();
        var watched = new ImportProgress[1];
        watched[0] = new ImportProgress(() -> access(ui, () -> watcher.progress(watched[0].done(), watched[0].total())));
        progress = watched[0];
        storing = store;
        inBackground(() -> work.with(watched[0]), watcher::done, sentence -> {
            if (watched[0].isCancelled()) {
                watcher.cancelled();
            } else {
                watcher.failed(sentence);
            }
        });
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

    /** True when the value is met for the first time in this file. */
    boolean suggest(UnknownValue value) {
        return suggested.add(value.field().id() + "\n" + value.text());
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
        if (!storing) {
            cancel();
        }
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
