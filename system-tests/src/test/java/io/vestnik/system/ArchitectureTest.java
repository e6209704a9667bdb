package io.vestnik.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vestnik.contract.CarrierWatch;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The rules that hold for every module, so that a habit cannot slip in by one class. */
@AnalyzeClasses(
        packages = "io.vestnik",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestKit.class})
class ArchitectureTest {
    static final class NoTestKit implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return !location.contains("testkit") && !location.contains("test-classes");
        }
    }

    @ArchTest
    static final ArchRule theContractDependsOnTheJdkOnly =
            classes()
                    .that()
                    .resideInAPackage("io.vestnik.contract..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vestnik.contract..",
                            "java..",
                            "jdk.management..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule theEngineKnowsNeitherSpringNorABroker =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.vestnik.delivery",
                            "io.vestnik.delivery.retry..",
                            "io.vestnik.delivery.history..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..", "jakarta..", "com.rabbitmq..", "java.sql..");

    @ArchTest
    static final ArchRule onlyTheRabbitPackageKnowsAmqp =
            noClasses()
                    .that()
                    .resideInAPackage("io.vestnik.delivery..")
                    .and(are(resideInAPackage("io.vestnik.delivery.rabbit..").negate()))
                    .and(are(resideInAPackage("io.vestnik.delivery.config..").negate()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework.amqp..", "com.rabbitmq..");

    @ArchTest
    static final ArchRule sendersAndApiMeetOnlyInTheContract =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.vestnik.email..", "io.vestnik.telegram..", "io.vestnik.vk..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vestnik.api..");

    @ArchTest
    static final ArchRule theApiDoesNotSend =
            noClasses()
                    .that()
                    .resideInAPackage("io.vestnik.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vestnik.delivery..",
                            "io.vestnik.email..",
                            "io.vestnik.telegram..",
                            "io.vestnik.vk..",
                            "jakarta.mail..");

    @ArchTest
    static final ArchRule everyServiceLooksAfterItsVirtualThreads =
            classes()
                    .that()
                    .areAnnotatedWith(
                            "org.springframework.boot.autoconfigure.SpringBootApplication")
                    .should()
                    .callMethod(CarrierWatch.class, "start");

    @ArchTest
    static final ArchRule theDoctorLooksFromOutside =
            noClasses()
                    .that()
                    .resideInAPackage("io.vestnik.doctor..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.vestnik.api..",
                            "io.vestnik.delivery..",
                            "io.vestnik.email..",
                            "org.springframework..");

    @ArchTest
    static final ArchRule settingsAreRecords =
            classes().that().areAnnotatedWith(ConfigurationProperties.class).should().beRecords();

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)");

    @ArchTest
    static final ArchRule timeComesFromAClock =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.vestnik.local..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Thread.class, "sleep", long.class)
                    .because("tests move " + Clock.class + ", and a sleep cannot be moved");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule oneJacksonIsEnough =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.fasterxml.jackson.databind..");

    @ArchTest
    static final ArchRule nothingWritesToStandardStreams =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("io.vestnik.doctor.Doctor")
                    .should(ACCESS_STANDARD_STREAMS)
                    .because("there is a log; only the doctor prints its findings");

    @ArchTest
    static final ArchRule featuresOfTheApiDoNotGoInCircles =
            slices().matching("io.vestnik.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheEngineDoNotGoInCircles =
            slices().matching("io.vestnik.delivery.(*)..").should().beFreeOfCycles();
}
