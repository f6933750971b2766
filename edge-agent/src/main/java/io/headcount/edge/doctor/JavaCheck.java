package io.headcount.edge.doctor;

import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Java's version, and the flags without which the journal and the engines do not work. */
final class JavaCheck implements Check {
  private static final int OLDEST = 25;
  private static final List<String> OPENED = List.of("java.lang.reflect", "sun.nio.ch");

  private final Runtime.Version version;
  private final Predicate<String> opened;
  private final boolean nativeAccess;

  /**
   * @param opened whether this package of java.base is open to the program
   */
  JavaCheck(Runtime.Version version, Predicate<String> opened, boolean nativeAccess) {
    this.version = version;
    this.opened = opened;
    this.nativeAccess = nativeAccess;
  }

  static JavaCheck ofThisProcess() {
    Module own = JavaCheck.class.getModule();
    return new JavaCheck(
        Runtime.version(),
        name -> Object.class.getModule().isOpen(name, own),
        own.isNativeAccessEnabled());
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Finding run() {
    if (version.feature() < OLDEST) {
      return Finding.fail(
          name(), "Java " + version + " is too old", "install a JDK " + OLDEST + " or later");
    }
    List<String> missing = new ArrayList<>();
    OPENED.stream()
        .filter(opened.negate())
        .forEach(name -> missing.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    if (!missing.isEmpty()) {
      return Finding.fail(
          name(),
          "Java " + version + " does not let the journal in",
          "start it with java -jar headcount-agent.jar, or with " + String.join(" ", missing));
    }
    String found =
        "Java %s, heap at most %d MiB".formatted(version, Runtime.getRuntime().maxMemory() >> 20);
    return nativeAccess
        ? Finding.ok(name(), found + ", flags as needed")
        : Finding.warn(
            name(),
            found + ", native access is not granted",
            "start it with --enable-native-access=ALL-UNNAMED: later Javas refuse without");
  }
}
