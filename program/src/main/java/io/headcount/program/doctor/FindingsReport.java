package io.headcount.program.doctor;

import io.headcount.program.doctor.Finding.Level;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** How findings are shown, to people and to scripts. Immutable. */
public final class FindingsReport {
  private final BiFunction<Level, String, String> paint;
  private final int width;

  /**
   * For a set of checks.
   *
   * @param paint colours a word by how bad it is, or gives it back
   */
  public FindingsReport(List<Check> checks, BiFunction<Level, String, String> paint) {
    this.paint = paint;
    this.width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(1);
  }

  /** One finding, its cure in lines of their own. */
  public void print(PrintWriter out, Finding finding) {
    String name = ("%-" + Math.max(1, width) + "s").formatted(finding.name());
    out.println(word(finding.level()) + "  " + name + "  " + harmless(finding.found()));
    finding.cure().stream()
        .flatMap(String::lines)
        .forEach(line -> out.println("      -> " + harmless(line)));
    out.flush();
  }

  private String word(Level level) {
    return paint.apply(
        level,
        switch (level) {
          case OK -> "ok  ";
          case WARN -> "warn";
          case FAIL -> "FAIL";
        });
  }

  /** All of it in one line. */
  public static String sum(List<Finding> findings) {
    return "%d ok, %d to look at, %d failed"
        .formatted(
            count(findings, Level.OK), count(findings, Level.WARN), count(findings, Level.FAIL));
  }

  /** All of it for scripts: ok, failed, warnings, checks. */
  public static Map<String, Object> fields(List<Finding> findings) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", count(findings, Level.FAIL) == 0);
    report.put("failed", count(findings, Level.FAIL));
    report.put("warnings", count(findings, Level.WARN));
    report.put("checks", findings.stream().map(FindingsReport::fields).toList());
    return report;
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", finding.name());
    fields.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    fields.put("found", finding.found());
    fields.put("cure", finding.cure().orElse(""));
    return fields;
  }

  /** How many findings are so bad. */
  public static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** Without characters that would move the cursor or change colours of a terminal. */
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
