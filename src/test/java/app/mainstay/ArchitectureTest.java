package app.mainstay;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.mainstay");

    @Test
    void roomsUseOnlyWhatTheyMay() {
        ApplicationModules.of(Application.class).verify();
    }

    @Test
    void everyRoomSaysWhatItMayUse() {
        var rooms = CLASSES.getPackage("app.mainstay").getSubpackages();
        assertThat(rooms).hasSizeGreaterThan(5)
                .allSatisfy(room -> assertThat(room.isAnnotatedWith(ApplicationModule.class)).as(room.getName()).isTrue());
    }

    @Test
    void vaadinStaysInTheScreens() {
        noClasses().that().resideOutsideOfPackage("..ui..")
                .and().doNotHaveFullyQualifiedName("app.mainstay.Application")
                .and().haveNameNotMatching("app\\.mainstay\\.security\\.SecurityConfig(\\$.*)?")
                .should().dependOnClassesThat().resideInAPackage("com.vaadin..")
                .check(CLASSES);
    }

    @Test
    void screensAskServicesAndNotRepositories() {
        noClasses().that().resideInAPackage("..ui..")
                .should().dependOnClassesThat(assignableTo(Repository.class).or(describe("annotated as a repository",
                        (JavaClass type) -> type.isMetaAnnotatedWith(org.springframework.stereotype.Repository.class))))
                .check(CLASSES);
    }
}
