package app.mainstay.security;

import app.mainstay.security.log.SecurityEvent;
import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.log.SecurityReason;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.stereotype.Component;

/** Writes down what a signed-in person was refused. Who is not signed in is only asked to sign in, which is no refusal. */
@Component
public class RefusedAccess {

    private final SecurityLog log;
    private final CurrentUser currentUser;

    RefusedAccess(SecurityLog log, CurrentUser currentUser) {
        this.log = log;
        this.currentUser = currentUser;
    }

    /** By an annotation of a service. */
    @EventListener
    void service(AuthorizationDeniedEvent<?> refusal) {
        if (refusal.getSource() instanceof MethodInvocation call) {
            var method = call.getMethod();
            currentUser.find().ifPresent(viewer -> log.recordAnyway(SecurityEvent.REFUSED, viewer.id(), SecurityReason.SERVICE,
                    method.getDeclaringClass().getSimpleName() + "." + method.getName()));
        }
    }

    /** By a screen's annotation, or by a service that asked further than its annotation. */
    public void screen(Viewer viewer, String path) {
        log.recordAnyway(SecurityEvent.REFUSED, viewer.id(), SecurityReason.SCREEN, path);
    }
}
