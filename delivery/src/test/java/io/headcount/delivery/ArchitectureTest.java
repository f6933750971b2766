package io.headcount.delivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see what in the delivery. */
@AnalyzeClasses(
    packages = "io.headcount.delivery",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_MQTT_LIBRARY_STAYS_IN_LINK =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.headcount.delivery.link..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.paho..")
          .allowEmptyShould(true);
}
