package io.headcount.analytics;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.headcount.analytics.scene.Scene;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps the core pure: the same observations in give the same numbers out, on any machine. */
@AnalyzeClasses(
    packagesOf = ArchitectureTest.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "system", "systemUTC", "systemDefaultZone");

  @ArchTest
  static final ArchRule DEPENDS_ON_THE_JDK_AND_JSPECIFY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.headcount.analytics..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule DOES_NO_INPUT_OUTPUT_OR_LOGGING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.net..",
              "java.sql..",
              "java.util.logging..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(System.Logger.class, ProcessBuilder.class);

  @ArchTest
  static final ArchRule ASKS_NO_CLOCK =
      noClasses()
          .should()
          .accessTargetWhere(
              describe(
                  "reads a clock",
                  (JavaAccess<?> access) ->
                      CLOCKS.contains(access.getTarget().getName())
                          && access
                              .getTargetOwner()
                              .getPackageName()
                              .matches("java\\.(lang|time)")))
          .because("time comes in with each observation");

  @ArchTest
  static final ArchRule LEAVES_NOTHING_TO_CHANCE_OR_THREADS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class, Thread.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static void theCoreIsLookedAt(JavaClasses classes) {
    assertThat(classes.contain(Scene.class)).isTrue();
    assertThat(classes).hasSizeGreaterThanOrEqualTo(15);
  }
}
