package app.mainstay.importing.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.importing.ImportReport;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** The import at work, and what it did. */
class RunStep extends Div implements ImportView.Watcher {

    private final ImportView view;
    private final Waiting waiting;

    RunStep(ImportView view) {
        this.view = view;
        waiting = new Waiting(tr("import.running"), view::cancel);
        add(waiting);
    }

    @Override
    public void progress(long done, long total) {
        waiting.progress(done, total);
    }

    @Override
    public void done(ImportReport report) {
        removeAll();
        var verdict = new Paragraph(tr(report.rejected() == 0 ? "import.done" : "import.done.some"));
        verdict.getElement().setAttribute("role", "status");
        add(verdict, new Outcome(view.target(), report, getLocale()), Outcome.rejections(view.target(), report, getLocale()), foot(true));
    }

    @Override
    public void failed(String sentence) {
        end(sentence);
    }

    @Override
    public void cancelled() {
        end(tr("import.cancelled"));
    }

    private void end(String sentence) {
        removeAll();
        var problem = new Div(sentence);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        add(problem, foot(false));
    }

    private Div foot(boolean done) {
        var foot = new Div();
        foot.addClassName("form-foot");
        var another = new Button(tr("import.another"), click -> view.start());
        if (!done) {
            foot.add(another, new Button(tr("import.back.columns"), click -> view.columns()));
            return foot;
        }
        foot.add(another);
        String address = view.target().address();
        if (address != null) {
            var open = new Button(tr("import." + view.target().id() + ".open"), click -> getUI().ifPresent(ui -> ui.navigate(address)));
            open.addThemeVariants(ButtonVariant.PRIMARY);
            foot.add(open);
        }
        return foot;
    }
}
