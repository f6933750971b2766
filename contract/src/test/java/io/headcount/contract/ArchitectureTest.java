package io.headcount.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the wire contract may be made of, so that any program can take it in. */
@AnalyzeClasses(
    packagesOf = ArchitectureTest.class,
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule DEPENDS_ON_THE_JDK_JSPECIFY_AND_JACKSON =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.headcount.contract..", "java..", "org.jspecify..", "com.fasterxml.jackson..");

  @ArchTest
  static void theContractIsLookedAt(JavaClasses classes) {
    assertThat(classes.contain(CountWindow.class)).isTrue();
    assertThat(classes).hasSizeGreaterThanOrEqualTo(5);
  }
}
