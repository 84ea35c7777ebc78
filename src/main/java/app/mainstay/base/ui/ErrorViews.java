package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.RefusedAccess;
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
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.stereotype.Component;

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

    /** Tells the security log which screen a signed-in person was refused. */
    @Component
    static class Refusals {

        private final CurrentUser currentUser;
        private final RefusedAccess refused;

        Refusals(CurrentUser currentUser, RefusedAccess refused) {
            this.currentUser = currentUser;
            this.refused = refused;
        }

        void screen(Location location) {
            currentUser.find().ifPresent(viewer -> refused.screen(viewer, "/" + location.getPath()));
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

        private final transient Refusals refusals;

        Forbidden(Refusals refusals) {
            this.refusals = refusals;
        }

        @Override
        public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
            refusals.screen(event.getLocation());
            return show(403, tr("base.forbidden.title"), tr("base.forbidden.text"));
        }
    }

    /** The same, said by a service or by a screen that asked further than its annotation. */
    @AnonymousAllowed
    @ParentLayout(MainLayout.class)
    static class Denied extends ErrorView implements HasErrorParameter<org.springframework.security.access.AccessDeniedException> {

        private final transient Refusals refusals;

        Denied(Refusals refusals) {
            this.refusals = refusals;
        }

        @Override
        public int setErrorParameter(BeforeEnterEvent event,
                                     ErrorParameter<org.springframework.security.access.AccessDeniedException> parameter) {
            // What an annotation of a service refused is written down already.
            if (!(parameter.getException() instanceof AuthorizationDeniedException)) {
                refusals.screen(event.getLocation());
            }
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
