package app.mainstay.security;

import app.mainstay.security.log.SecurityLog;
import app.mainstay.security.signin.RememberMe;
import app.mainstay.security.signin.SessionFilter;
import app.mainstay.security.signin.SessionStore;
import app.mainstay.security.signin.SignInDelays;
import app.mainstay.security.signin.SignInFailure;
import app.mainstay.security.signin.SignInRules;
import app.mainstay.security.ui.LoginView;
import app.mainstay.security.ui.PagePolicy;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.spring.security.VaadinAwareSecurityContextHolderStrategy;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.aop.Advisor;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.RememberMeAuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.authorization.method.Jsr250AuthorizationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
class SecurityConfig {

    /**
     * JSR-250 rules on services. Screens carry the same annotations, but Vaadin checks those when it navigates; a proxy around a component
     * would be a second, empty component.
     */
    @Bean
    @org.springframework.context.annotation.Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor serviceRules(ApplicationEventPublisher events) {
        var jsr250 = AuthorizationManagerBeforeMethodInterceptor.jsr250();
        var services = new ComposablePointcut(jsr250.getPointcut()).intersection((ClassFilter) type -> !Component.class.isAssignableFrom(type));
        var rules = new AuthorizationManagerBeforeMethodInterceptor(services, new Jsr250AuthorizationManager());
        rules.setAuthorizationEventPublisher(new SpringAuthorizationEventPublisher(events));
        rules.setOrder(AuthorizationInterceptorsOrder.JSR250.getOrder());
        return rules;
    }

    /** In place of Vaadin's own bean, which alone would not let work be done as somebody else than the person at the screen. */
    @Bean
    @org.springframework.context.annotation.Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SecurityContextHolderStrategy securityContextHolderStrategy() {
        return new Acting(new VaadinAwareSecurityContextHolderStrategy());
    }

    @Bean
    SecurityFilterChain securityFilterChain(HttpSecurity http, AuthenticationManager signIn, RememberMe rememberMe, SessionStore sessions)
            throws Exception {
        var sessionFilter = new SessionFilter(sessions);
        http.authenticationManager(signIn);
        // Named before Vaadin names it: a form without a page gets Spring's own.
        http.formLogin(form -> form.loginPage("/login").failureHandler(new SignInFailure()));
        http.rememberMe(remember -> remember.key(RememberMe.KEY).rememberMeServices(rememberMe));
        http.sessionManagement(management -> management.addSessionAuthenticationStrategy(sessionFilter));
        http.addFilterBefore(sessionFilter, AuthorizationFilter.class);
        http.authorizeHttpRequests(requests -> requests
                .requestMatchers("/actuator/health/**", "/icons/**", "/styles.css", "/feed/*").permitAll());
        http.headers(headers -> headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(PagePolicy.STRICT))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .frameOptions(frame -> frame.deny())
                // Nothing is to be kept by browsers but the files of the frontend's build, see BuildFiles.
                .cacheControl(cache -> cache.disable())
                .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                        new NegatedRequestMatcher(PathPatternRequestMatcher.pathPattern("/VAADIN/build/**")), new CacheControlHeadersWriter()))
                .withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
                    @Override
                    public <F extends HeaderWriterFilter> F postProcess(F filter) {
                        // By default they are written when the response is sent, and a page that was forwarded to Vaadin is sent before that.
                        filter.setShouldWriteHeadersEagerly(true);
                        return filter;
                    }
                }));
        // An address that leads nowhere is answered by the application's own page, not by a bare 403.
        http.with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LoginView.class).anyRequest(AuthorizedUrl::authenticated));
        return http.build();
    }

    /** Argon2id; the prefix in each stored hash lets a stronger one replace it later. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder("argon2", Map.of("argon2", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }

    /**
     * The one way in by password. Set by hand, because Spring's own manager would ask a second provider where the first has refused, past the
     * delays.
     */
    @Bean
    AuthenticationManager signIn(UserDetailsService people, PasswordEncoder encoder, Passwords oneTime, UserQueries users, SignInDelays delays,
                                 SecurityLog log) {
        var passwords = new DaoAuthenticationProvider(people);
        passwords.setPasswordEncoder(encoder);
        return new ProviderManager(new GuardedSignIn(passwords, oneTime, users, delays, log), new RememberMeAuthenticationProvider(RememberMe.KEY));
    }

    @Bean
    RememberMe rememberMe(UserDetailsService people, JdbcClient jdbc, TransactionTemplate transaction, SignInRules rules, SessionStore sessions,
                          SecurityLog log, ApplicationEventPublisher events, Clock clock) {
        return new RememberMe(people, jdbc, transaction, rules, sessions, log, events, clock);
    }

    /** Refusals by annotations become events, see {@link RefusedAccess}. */
    @Bean
    AuthorizationEventPublisher authorizationEvents(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }

    /** Someone inactive or without a password is told the same as someone unknown, and takes as long. */
    @Bean
    UserDetailsService userDetailsService(UserQueries users) {
        return username -> users.viewer(username.strip().toLowerCase(Locale.ROOT))
                .filter(viewer -> viewer.getPassword() != null && viewer.isEnabled())
                .orElseThrow(() -> UsernameNotFoundException.fromUsername(username));
    }
}
