package io.headcount.program;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.headcount.program.console.ConsoleProgram;
import io.headcount.program.settings.Layout;

/** What all programs share knows none of them, and each part its own library alone. */
@AnalyzeClasses(
    packagesOf = ArchitectureTest.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule SETTINGS_DEPEND_ON_THE_JDK_JSPECIFY_AND_SNAKEYAML =
      classes()
          .that()
          .resideInAPackage("io.headcount.program.settings..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.headcount.program.settings..", "java..", "org.jspecify..", "org.snakeyaml..");

  @ArchTest
  static final ArchRule THE_CONSOLE_DEPENDS_ON_THE_JDK_JSPECIFY_PICOCLI_AND_SETTINGS =
      classes()
          .that()
          .resideInAPackage("io.headcount.program.console..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.headcount.program..", "java..", "org.jspecify..", "picocli..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.headcount.program.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_PRINTS_BY_ITSELF = noClasses().should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule NO_STATE_IS_STATIC = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule EXCEPTIONS_SAY_WHAT_THEY_ARE = noClasses().should(THROW_GENERIC_EXCEPTIONS);

  @ArchTest
  static void bothPartsAreLookedAt(JavaClasses classes) {
    assertThat(classes.contain(Layout.class)).isTrue();
    assertThat(classes.contain(ConsoleProgram.class)).isTrue();
  }
}
