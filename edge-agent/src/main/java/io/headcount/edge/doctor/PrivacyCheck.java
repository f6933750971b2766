package io.headcount.edge.doctor;

import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Nothing in the program reports to anybody. */
final class PrivacyCheck implements Check {
  private static final String REPORTER = "net/openhft/chronicle/analytics/Analytics.class";
  private static final String SWITCH = "chronicle.analytics.disable";

  private final Predicate<String> onClasspath;
  private final UnaryOperator<String> property;

  /**
   * @param onClasspath whether there is such a file among the program's classes
   * @param property of the JVM by its name, blank when not set
   */
  PrivacyCheck(Predicate<String> onClasspath, UnaryOperator<String> property) {
    this.onClasspath = onClasspath;
    this.property = property;
  }

  static PrivacyCheck ofThisProcess() {
    return new PrivacyCheck(
        file -> PrivacyCheck.class.getClassLoader().getResource(file) != null,
        name -> System.getProperty(name, ""));
  }

  @Override
  public String name() {
    return "privacy";
  }

  @Override
  public Finding run() {
    if (onClasspath.test(REPORTER)) {
      return Finding.fail(
          name(),
          "the library chronicle-analytics is there, which reports its use",
          "delete its jar from the agent's lib folder");
    }
    return property.apply(SWITCH).equals("true")
        ? Finding.ok(name(), "nothing reports to anybody")
        : Finding.warn(
            name(),
            "nothing that reports is there, and its switch is not set",
            "start the agent with -D" + SWITCH + "=true, as in jvm.options");
  }
}
