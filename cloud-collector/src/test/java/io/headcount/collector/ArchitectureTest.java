package io.headcount.collector;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.headcount.collector.history.History;
import io.headcount.contract.Batch;
import org.jspecify.annotations.NullMarked;

/** Who may see what in the collector, and the house rules that hold in every module. */
@AnalyzeClasses(packages = "io.headcount", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule DATABASES_STAY_IN_HISTORY =
      only(
          collector("history"),
          "javax.sql..",
          "org.sqlite..",
          "org.postgresql..",
          "org.flywaydb..",
          "com.zaxxer..");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_HISTORY_QUERY_AND_PEOPLE =
      only(
          new String[] {
            "io.headcount.collector.history..",
            "io.headcount.collector.query..",
            "io.headcount.collector.people.."
          },
          "java.sql..",
          "org.jdbi..");

  @ArchTest
  static final ArchRule THE_EMBEDDED_BROKER_STAYS_IN_BROKER =
      only(collector("broker"), "org.apache.activemq..", "org.apache.artemis..", "io.netty..");

  @ArchTest
  static final ArchRule HTTP_SERVING_STAYS_IN_API_AND_PAGES =
      only(
          new String[] {
            "io.headcount.collector.api..", "io.headcount.collector.pages..", "io.headcount.web.."
          },
          "io.helidon..");

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_STAYS_IN_CLI =
      only(new String[] {"io.headcount.collector.cli..", "io.headcount.program.."}, "picocli..");

  @ArchTest
  static final ArchRule MQTT_STAYS_IN_THE_LINK =
      only(new String[] {"io.headcount.delivery.link.."}, "org.eclipse.paho..");

  @ArchTest
  static final ArchRule YAML_STAYS_IN_SETTINGS =
      only(new String[] {"io.headcount.program.settings.."}, "org.snakeyaml..");

  @ArchTest
  static final ArchRule THE_EDGE_IS_NOT_SEEN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.headcount.edge..", "io.headcount.analytics..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.headcount.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(beInANullMarkedPackage());

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.headcount.collector.cli..", "io.headcount.program.console..")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule NO_STATE_IS_STATIC =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(resideInAnyPackage("java.util.concurrent..").as("made to be changed"));

  @ArchTest
  static final ArchRule EXCEPTIONS_SAY_WHAT_THEY_ARE = noClasses().should(THROW_GENERIC_EXCEPTIONS);

  @ArchTest
  static final ArchRule PACKAGES_ARE_NAMED_FOR_WHAT_THEY_ARE_ABOUT =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..helper..",
              "..helpers..",
              "..manager..",
              "..impl..");

  @ArchTest
  static void allModulesAreLookedAt(JavaClasses classes) {
    assertThat(classes.contain(Batch.class)).isTrue();
    assertThat(classes.contain(History.class)).isTrue();
    assertThat(classes).hasSizeGreaterThanOrEqualTo(30);
  }

  private static ArchRule only(String[] packages, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static String[] collector(String feature) {
    return new String[] {"io.headcount.collector." + feature + ".."};
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        String message = type.getPackageName() + (marked ? " is" : " is not") + " @NullMarked";
        events.add(new SimpleConditionEvent(type, marked, message));
      }
    };
  }
}
