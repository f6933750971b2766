package io.headcount.edge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.headcount.analytics.scene.Scene;
import io.headcount.contract.CountWindow;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.status.Jpeg;
import io.headcount.program.settings.Layout;
import java.io.FileOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Who may see what in the agent, and the house rules that hold in every module. */
@AnalyzeClasses(packages = "io.headcount", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  /** Privacy: what is kept or sent cannot even name a picture, however long the way to it. */
  @ArchTest
  static final ArchRule NOTHING_THAT_KEEPS_OR_SENDS_SEES_A_PICTURE =
      noClasses()
          .that()
          .resideInAnyPackage(edge("journal", "store", "uplink"))
          .should()
          .transitivelyDependOnClassesThat(
              type(Frame.class).or(resideInAnyPackage("org.bytedeco..", "ai.djl..")));

  /** Privacy: the one exception is the report that a person makes of a clip that they brought. */
  @ArchTest
  static final ArchRule ONLY_THE_AUDIT_WRITES_WHAT_COMES_OF_PICTURES =
      noClasses()
          .that(handlePixels())
          .and()
          .resideOutsideOfPackages(edge("audit"))
          .should()
          .callMethodWhere(writesAFile())
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(FileOutputStream.class);

  /** Else the exception would be a way round the rule. */
  @ArchTest
  static final ArchRule NOTHING_BUT_ITS_COMMAND_STARTS_AN_AUDIT =
      noClasses()
          .that()
          .resideOutsideOfPackages(edge("audit", "cli"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(edge("audit"));

  @ArchTest
  static final ArchRule PAPER_STAYS_IN_AUDIT =
      noClasses()
          .that()
          .resideOutsideOfPackages(edge("audit"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.openhtmltopdf..", "org.apache.pdfbox..");

  @ArchTest
  static final ArchRule VIDEO_STAYS_WHERE_PICTURES_ARE =
      noClasses()
          .that()
          .resideOutsideOfPackages(edge("capture", "detect", "status", "audit"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule INFERENCE_STAYS_IN_DETECT =
      noClasses()
          .that()
          .resideOutsideOfPackages(edge("detect", "model"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule CHRONICLE_STAYS_IN_JOURNAL =
      noClasses()
          .that()
          .resideOutsideOfPackages(edge("journal"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("net.openhft..");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackages(edge("store"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule HTTP_SERVING_STAYS_WHERE_PAGES_ARE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.headcount.edge.status..",
              "io.headcount.edge.audit..",
              "io.headcount.edge.setup..",
              "io.headcount.edge.health..",
              "io.headcount.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.helidon..", "io.prometheus..", "oshi..");

  @ArchTest
  static final ArchRule CRYPTOGRAPHY_STAYS_IN_ACCESS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.headcount.web.access..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_STAYS_IN_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.headcount.edge.cli..", "io.headcount.program.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest
  static final ArchRule YAML_STAYS_IN_SETTINGS_AND_MODEL =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.headcount.program.settings..", "io.headcount.edge.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.snakeyaml..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("io.headcount.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(beInANullMarkedPackage());

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses().that().resideOutsideOfPackages(edge("cli")).should(ACCESS_STANDARD_STREAMS);

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
    assertThat(classes.contain(CountWindow.class)).isTrue();
    assertThat(classes.contain(Scene.class)).isTrue();
    assertThat(classes.contain(Layout.class)).isTrue();
    assertThat(classes.contain(Frame.class)).isTrue();
    assertThat(classes).hasSizeGreaterThanOrEqualTo(30);
  }

  private static String[] edge(String... features) {
    return Stream.of(features)
        .map(feature -> "io.headcount.edge." + feature + "..")
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> handlePixels() {
    DescribedPredicate<JavaClass> pixels =
        type(Jpeg.class).or(resideInAnyPackage("org.bytedeco.opencv.."));
    return DescribedPredicate.describe(
        "handle pixels",
        one ->
            one.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> pixels.test(dependency.getTargetClass())));
  }

  private static DescribedPredicate<JavaMethodCall> writesAFile() {
    return DescribedPredicate.describe(
        "writes a file",
        call -> {
          String owner = call.getTargetOwner().getName();
          String name = call.getName();
          return name.startsWith("imwrite")
              || (owner.equals(Files.class.getName())
                  && name.matches("write.*|newOutputStream|newBufferedWriter|newByteChannel|copy"))
              || (owner.equals(FileChannel.class.getName()) && name.equals("open"));
        });
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
