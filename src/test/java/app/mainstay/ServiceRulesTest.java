package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** No door without a lock: every public method of every service says who may call it. */
@ApplicationTest
class ServiceRulesTest {

    private static final List<Class<? extends Annotation>> RULES =
            List.of(RolesAllowed.class, PermitAll.class, DenyAll.class, PreAuthorize.class);

    @Autowired
    ApplicationContext context;

    @Test
    void everyPublicServiceMethodSaysWhoMayCallIt() {
        assertThat(doors()).hasSizeGreaterThan(30)
                .filteredOn(method -> !hasRule(method) && !hasRule(method.getDeclaringClass())).isEmpty();
    }

    /** A bean that Spring Security does not wrap ignores its annotations; a final method or class cannot be wrapped at all. */
    @Test
    void everyRuleIsEnforced() {
        assertThat(services()).isNotEmpty().allSatisfy(bean -> assertThat(AopUtils.isAopProxy(bean)).as(bean.getClass().getName()).isTrue());
        assertThat(doors()).noneMatch(method -> Modifier.isFinal(method.getModifiers()));
    }

    /** Two rules on one method: which of them wins is a riddle. */
    @Test
    void noMethodHasTwoRules() {
        assertThat(doors()).allSatisfy(method -> assertThat(RULES.stream().filter(rule -> AnnotatedElementUtils.hasAnnotation(method, rule)))
                .as(method.toString()).hasSizeLessThanOrEqualTo(1));
    }

    private Stream<Object> services() {
        return context.getBeansWithAnnotation(Service.class).values().stream()
                .filter(bean -> AopUtils.getTargetClass(bean).getName().startsWith("app.mainstay."));
    }

    private Stream<Method> doors() {
        return services().flatMap(bean -> Arrays.stream(AopUtils.getTargetClass(bean).getMethods()))
                .filter(method -> method.getDeclaringClass().getName().startsWith("app.mainstay.") && !method.isBridge()
                        && !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()));
    }

    private static boolean hasRule(AnnotatedElement element) {
        return RULES.stream().anyMatch(rule -> AnnotatedElementUtils.hasAnnotation(element, rule));
    }
}
