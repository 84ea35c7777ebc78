package app.mainstay;

import app.mainstay.security.Viewer;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.github.mvysny.fakeservlet.FakeRequest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.server.VaadinSession;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.jvm.functions.Function0;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.util.ClassUtils;

/**
 * A test of screens without a browser: the server side of Vaadin runs for real, with routes, rights and translations. Begins with
 * {@link #open} or {@link #openAs}; components are found with Karibu's {@code LocatorJ}.
 */
@ApplicationTest
public abstract class ViewTest {

    // Scanning takes seconds and yields the same for every test.
    private static final Routes ROUTES = new Routes(new Routes().autoDiscoverViews("app.mainstay").getRoutes(), errorViews(), true);

    @Autowired
    protected Fixtures fixtures;
    @Autowired
    private ApplicationContext context;

    /** Opens an address in English before anybody signed in. */
    protected void open(String path) {
        start(null, Locale.ENGLISH, path);
    }

    /** Opens an address in English as that person, in a session of its own. */
    protected void openAs(Viewer user, String path) {
        openAs(user, Locale.ENGLISH, path);
    }

    protected void openAs(Viewer user, Locale locale, String path) {
        start(user, locale, path);
    }

    /** Goes to an address in the open screen. */
    protected void navigate(String path) {
        var location = new Location(path);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        MockVaadin.clientRoundtrip(true);
    }

    /** The view on the screen. */
    protected Component view() {
        return (Component) UI.getCurrent().getInternals().getActiveRouterTargetsChain().getFirst();
    }

    /** The address as the browser shows it, without the leading slash, with its query. */
    protected String address() {
        return UI.getCurrent().getActiveViewLocation().getPathWithQueryParameters();
    }

    /** All classes of the application, tests excepted, that are of the type. */
    static Stream<Class<?>> classes(TypeFilter filter) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
                return definition.getMetadata().isConcrete();
            }
        };
        scanner.addIncludeFilter(filter);
        return scanner.findCandidateComponents("app.mainstay").stream()
                .<Class<?>>map(definition -> ClassUtils.resolveClassName(Objects.requireNonNull(definition.getBeanClassName()), null))
                .filter(type -> !type.getProtectionDomain().getCodeSource().getLocation().getPath().contains("test-classes"));
    }

    /** Karibu finds public ones only, Vaadin all. */
    @SuppressWarnings("unchecked")
    private static Set<Class<? extends HasErrorParameter<?>>> errorViews() {
        return classes(new AssignableTypeFilter(HasErrorParameter.class)).map(type -> (Class<? extends HasErrorParameter<?>>) type)
                .collect(Collectors.toSet());
    }

    private void start(@Nullable Viewer user, Locale locale, String path) {
        stop();
        if (user != null) {
            Fixtures.signIn(user);
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        // Spring Security's filters do not run here, so the request says itself who is asking.
        MockVaadin.setMockRequestFactory(session -> {
            var request = new FakeRequest(session);
            request.setLocaleInt(locale);
            request.setUserPrincipalInt(authentication);
            request.setUserInRole((principal, role) -> user != null && role.replaceFirst("^ROLE_", "").equals(user.role().name()));
            session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, SecurityContextHolder.getContext());
            return request;
        });
        // Karibu does not hand the session's language on to the screen as Vaadin does, before a person's own choice is read.
        Function0<UI> screen = () -> {
            var ui = new UI();
            ui.setLocale(VaadinSession.getCurrent().getLocale());
            return ui;
        };
        MockVaadin.setup(screen, new MockSpringServlet(ROUTES, context, screen));
        navigate(path);
    }

    @AfterEach
    void stop() {
        if (VaadinSession.getCurrent() != null) {
            MockVaadin.tearDown();
        }
        SecurityContextHolder.clearContext();
    }
}
