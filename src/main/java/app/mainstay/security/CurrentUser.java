package app.mainstay.security;

import app.mainstay.audit.ActorSource;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is asking. */
@Component
public class CurrentUser implements ActorSource {

    /** Empty before sign-in and for the system itself. */
    public Optional<Viewer> find() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Viewer viewer ? Optional.of(viewer) : Optional.empty();
    }

    public Viewer require() {
        return find().orElseThrow(() -> new AccessDeniedException("nobody is signed in"));
    }

    @Override
    public Optional<Long> currentActor() {
        return find().map(Viewer::id);
    }

    /** True while the system works for itself, see {@link SystemWork}. */
    public boolean isSystem() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && SystemWork.NAME.equals(authentication.getPrincipal());
    }
}
