package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** The screens for an address that leads nowhere, may not be seen, or failed. */
final class ErrorViews {

    private ErrorViews() {
    }

    private abstract static class ErrorView extends Div implements HasDynamicTitle {

        private String title = "";

        ErrorView() {
            addClassName("error-view");
        }

        final int show(int status, String title, String text) {
            removeAll();
            this.title = title;
            var home = new Button(tr("base.error.home"), click -> click.getSource().getUI().ifPresent(ui -> ui.navigate("")));
            home.addThemeVariants(ButtonVariant.PRIMARY);
            add(new H1(title), new Paragraph(text), home);
            return status;
        }

        @Override
        public String getPageTitle() {
            return title + " · " + tr("app.name");
        }
    }

    @AnonymousAllowed
    @ParentLayout(MainLayout.class)
    static class NotFound extends ErrorView implements HasErrorParameter<NotFoundException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
            return show(404, tr("base.notFound.title"), tr("base.notFound.text"));
        }
    }

    /** A record that does not exist for this viewer; the address alone does not tell which of the two it is. */
    @AnonymousAllowed
    @ParentLayout(MainLayout.class)
    static class Gone extends ErrorView implements HasErrorParameter<app.mainstay.shared.NotFoundException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<app.mainstay.shared.NotFoundException> parameter) {
            return show(404, tr("base.notFound.title"), tr("base.notFound.text"));
        }
    }

    @AnonymousAllowed
    @ParentLayout(MainLayout.class)
    static class Forbidden extends ErrorView implements HasErrorParameter<AccessDeniedException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
            return show(403, tr("base.forbidden.title"), tr("base.forbidden.text"));
        }
    }

    /** The same, said by a service or by a screen that asked further than its annotation. */
    @AnonymousAllowed
    @ParentLayout(MainLayout.class)
    static class Denied extends ErrorView implements HasErrorParameter<org.springframework.security.access.AccessDeniedException> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event,
                                     ErrorParameter<org.springframework.security.access.AccessDeniedException> parameter) {
            return show(403, tr("base.forbidden.title"), tr("base.forbidden.text"));
        }
    }

    @AnonymousAllowed
    @ParentLayout(MainLayout.class)
    static class Failed extends ErrorView implements HasErrorParameter<Exception> {
        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
            return show(500, tr("base.unexpected.title"), Unexpected.sentence(parameter.getException()));
        }
    }
}
