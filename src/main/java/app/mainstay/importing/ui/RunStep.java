package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.JobProgress;
import app.mainstay.base.ui.JobTexts;
import app.mainstay.importing.ImportBatch;
import app.mainstay.importing.ImportState;
import app.mainstay.importing.ImportTarget;
import app.mainstay.jobs.JobRow;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An import under way, and what it has done; the way to its rejected rows and back from it. Leaving the screen stops nothing. */
class RunStep extends Div {

    private final ImportView view;
    private final long id;

    RunStep(ImportView view, ImportBatch batch) {
        this.view = view;
        id = batch.id();
        show(batch);
    }

    private void refresh() {
        view.history.find(id).ifPresentOrElse(this::show, view::start);
    }

    private void show(ImportBatch batch) {
        removeAll();
        var file = new H2(batch.fileName());
        add(file);
        var job = batch.jobId() == null ? Optional.<JobRow>empty() : view.jobs.find(batch.jobId());
        var undo = batch.undoJobId() == null ? Optional.<JobRow>empty() : view.jobs.find(batch.undoJobId());
        if (batch.state() == ImportState.RUNNING && job.isPresent()) {
            add(new Paragraph(tr("import.running")), new JobProgress(view.jobs, view.changes, job.get().id(), ended -> refresh()), foot(batch, null));
        } else if (undo.isPresent() && !undo.get().state().hasEnded()) {
            add(new Paragraph(tr("import.undo.running")), new JobProgress(view.jobs, view.changes, undo.get().id(), ended -> refresh()), foot(batch, null));
        } else {
            ended(batch, job.orElse(null));
        }
    }

    private void ended(ImportBatch batch, @Nullable JobRow job) {
        boolean wrote = batch.created() + batch.changed() > 0;
        String sentence = switch (batch.state()) {
            case UNDONE -> tr(batch.kept() == 0 ? "import.undone" : "import.undone.some", Formats.number(batch.undone(), getLocale()),
                    Formats.number(batch.kept(), getLocale()));
            case CANCELLED -> tr(wrote ? "import.cancelled.some" : "import.cancelled");
            case FAILED -> ((job == null ? "" : JobTexts.outcome(job)) + " " + tr(wrote ? "import.failed.some" : "import.failed")).strip();
            case DONE, RUNNING -> tr(batch.rejected() == 0 ? "import.done" : "import.done.some");
        };
        var verdict = new Paragraph(sentence);
        verdict.getElement().setAttribute("role", "status");
        verdict.setClassName("danger", batch.state() == ImportState.FAILED);
        add(verdict);
        var target = target(batch);
        var report = view.history.report(id);
        add(new Outcome(target, report, getLocale()));
        if (batch.kept() > 0) {
            add(Outcome.rows(target, tr("import.undo.kept"), view.history.kept(id), batch.kept(), getLocale()));
        }
        if (batch.rejected() > 0) {
            add(Outcome.rejections(target, report, getLocale()), download(target, batch));
        }
        String stays = ImportTexts.stays(target);
        if (stays != null && wrote && batch.state() != ImportState.UNDONE) {
            var why = new Paragraph(stays);
            why.addClassName("secondary");
            add(why);
        }
        add(foot(batch, target));
    }

    private ImportTarget target(ImportBatch batch) {
        return view.imports.targets().stream().filter(each -> each.id().equals(batch.target())).findFirst().orElseThrow();
    }

    private Div download(ImportTarget target, ImportBatch batch) {
        var locale = getLocale();
        String name = tr("import.rejected.fileName", batch.fileName().replaceFirst("\\.[^.]*$", "")) + ".csv";
        // Written later, by the request for the file, which has no screen.
        DownloadHandler handler = event -> {
            event.setFileName(name);
            event.setContentType("text/csv;charset=UTF-8");
            view.history.rejected(batch.id(), locale, problems -> ImportTexts.sentences(target, problems, locale), event.getOutputStream());
        };
        var link = new Anchor(handler, "");
        link.add(Icons.DOWNLOAD.create());
        link.add(tr("import.rejected.download"));
        link.addClassName("offer-link");
        var help = new Paragraph(tr("import.rejected.help"));
        help.addClassName("secondary");
        var section = new Div(link, help);
        section.addClassName("import-download");
        return section;
    }

    private Div foot(ImportBatch batch, @Nullable ImportTarget target) {
        var foot = new Div();
        foot.addClassName("form-foot");
        foot.add(new Button(tr("import.another"), click -> view.start()));
        if (batch.undoable()) {
            foot.add(new Button(tr("import.undo"), click -> confirmUndo(batch)));
        }
        String address = target == null ? null : target.address();
        if (address != null) {
            var open = new Button(tr("import." + Objects.requireNonNull(target).id() + ".open"), click -> getUI().ifPresent(ui -> ui.navigate(address)));
            open.addThemeVariants(ButtonVariant.PRIMARY);
            foot.add(open);
        }
        return foot;
    }

    private void confirmUndo(ImportBatch batch) {
        var dialog = new ConfirmDialog(tr("import.undo.title", batch.fileName()), tr("import.undo.text", Formats.number(batch.created(), getLocale()),
                Formats.number(batch.changed(), getLocale())), tr("import.undo"), confirm -> undo());
        String stays = ImportTexts.stays(target(batch));
        if (batch.changed() == 0 || stays != null) {
            dialog.setText((tr("import.undo.text.new", Formats.number(batch.created(), getLocale())) + " " + (stays == null ? "" : stays)).strip());
        }
        dialog.setCancelable(true);
        dialog.setCancelText(tr("base.cancel"));
        dialog.open();
    }

    private void undo() {
        try {
            view.history.undo(id);
            refresh();
        } catch (RefusedException refused) {
            refresh();
            var problem = new Div(tr(refused.problems().getFirst().key()));
            problem.addClassName("form-problem");
            problem.getElement().setAttribute("role", "alert");
            addComponentAsFirst(problem);
        }
    }
}
