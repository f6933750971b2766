package io.headcount.edge.audit;

import java.util.Locale;

/** A report for the terminal: the figures. */
final class TextReport {
  private TextReport() {}

  static String of(AuditReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-24s %6s %8s %8s %7s %9s  %s%n"
            .formatted(
                "line", "true", "counted", "matched", "missed", "invented", "counted / true"));
    for (Comparison.LineTally each : report.comparison().lines()) {
      row(text, each.line() + " " + each.direction().name().toLowerCase(Locale.ROOT), each.tally());
    }
    row(text, "all", report.comparison().total());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Tally tally) {
    String ratio =
        tally.truth() == 0
            ? "-"
            : "%.1f %% (%.1f to %.1f)"
                .formatted(
                    100 * tally.ratio().value(),
                    100 * tally.ratio().interval().low(),
                    100 * tally.ratio().interval().high());
    text.append(
        "%-24s %6d %8d %8d %7d %9d  %s%n"
            .formatted(
                name,
                tally.truth(),
                tally.counted(),
                tally.matched(),
                tally.missed(),
                tally.invented(),
                ratio));
  }
}
