package app.mainstay.security;

import app.mainstay.jobs.JobHost;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who has background work done: as that person is now, not as the person was when the work was submitted. */
@Component
class JobPeople implements JobHost {

    private final CurrentUser currentUser;
    private final UserQueries users;
    private final SettingsService settings;

    JobPeople(CurrentUser currentUser, UserQueries users, SettingsService settings) {
        this.currentUser = currentUser;
        this.users = users;
        this.settings = settings;
    }

    @Override
    public Optional<Long> actor() {
        return currentUser.currentActor();
    }

    @Override
    public boolean seesAll() {
        return currentUser.isSystem() || currentUser.find().filter(viewer -> viewer.is(Role.ADMINISTRATOR)).isPresent();
    }

    @Override
    public Map<Long, String> names(Collection<Long> userIds) {
        return users.names(userIds);
    }

    @Override
    public void as(@Nullable Long userId, Runnable work) {
        if (userId == null) {
            SystemWork.run(() -> {
                work.run();
                return Boolean.TRUE;
            });
            return;
        }
        var viewer = users.viewer(userId).filter(Viewer::isEnabled)
                .orElseThrow(() -> new RefusedException(Problem.of(null, "jobs.problem.inactive")));
        viewer.eraseCredentials();
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(viewer, null, viewer.getAuthorities()));
        SecurityContextHolder.setContext(context);
        try {
            work.run();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    @Override
    public ZoneId zone() {
        return settings.zone();
    }
}
