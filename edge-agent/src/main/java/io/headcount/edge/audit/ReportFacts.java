package io.headcount.edge.audit;

import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The tables of a report that hold no counts. Confined to the call that made it. */
final class ReportFacts {
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final AuditReport report;
  private final Markup page;

  ReportFacts(AuditReport report, Markup page) {
    this.report = report;
    this.page = page;
  }

  void conditions() {
    MachineRun run = report.run();
    Conditions told = report.count().conditions();
    page.element("h2", "Conditions");
    page.raw("<table class=\"facts\"><tbody>");
    fact("picture", "%d × %d pixels".formatted(run.width(), run.height()));
    fact("frame rate", "%.1f frames a second, each one looked at".formatted(run.rate()));
    fact(
        "length",
        "%s, %,d frames%s"
            .formatted(
                AuditReport.clock(run.frames().getLast().at()),
                run.frames().size(),
                run.broken().map(why -> "; the file ends early: " + why).orElse("")));
    if (!report.whole()) {
      fact("compared", "the first " + AuditReport.clock(report.compared()));
    }
    fact(
        "people's height",
        run.personHeight(0.5)
            .map(
                middle ->
                    "%d pixels in the middle; 5 %% are below %d"
                        .formatted(middle, run.personHeight(0.05).orElse(0)))
            .orElse("nobody was found"));
    fact(
        "people at once",
        "%.1f on average, %d at most".formatted(run.meanPeople(), run.mostPeople()));
    fact("brightness", "%.0f of 255 in the middle frame".formatted(run.medianLuma()));
    said(told.light()).ifPresent(light -> fact("light", light));
    said(told.height()).ifPresent(height -> fact("camera height", height));
    said(told.angle()).ifPresent(angle -> fact("camera angle", angle));
    said(told.note()).ifPresent(note -> fact("note", note));
    double aspect = (double) run.width() / run.height();
    for (CountingLine line : report.subject().lines()) {
      fact(
          "line " + line.id(),
          "from (%.2f, %.2f) to (%.2f, %.2f); in is %s, out %s; %s"
              .formatted(
                  line.segment().from().x(),
                  line.segment().from().y(),
                  line.segment().to().x(),
                  line.segment().to().y(),
                  Heading.of(line.segment(), Direction.IN, aspect),
                  Heading.of(line.segment(), Direction.OUT, aspect),
                  line.policy().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    page.raw("</tbody></table>\n");
  }

  void provenance() {
    Subject subject = report.subject();
    page.element("h2", "What was audited");
    page.raw("<table class=\"facts\"><tbody>");
    fact("clip", subject.clipName());
    hash("sha256", subject.clipSha256());
    fact("configuration", subject.configName() + ", camera " + subject.camera().id());
    fact("revision of the lines", subject.revision());
    hash("sha256", subject.configSha256());
    fact("model", subject.detector().model());
    hash("sha256", subject.modelSha256());
    fact("engine", subject.detector().engine() + " on " + subject.detector().device());
    fact("program", "Headcount " + subject.program());
    fact("tolerance", "%.1f s between a mark and a crossing".formatted(seconds(subject)));
    fact("begun", STAMP.format(report.count().begun()));
    fact("written", STAMP.format(report.written()));
    page.raw("</tbody></table>\n");
  }

  private void fact(String name, String value) {
    page.raw("<tr>").element("th", name).element("td", value).raw("</tr>");
  }

  private void hash(String name, String value) {
    page.raw("<tr>").element("th", name).element("td", value, "hash").raw("</tr>");
  }

  static double seconds(Subject subject) {
    return subject.tolerance().toMillis() / 1000.0;
  }

  static Optional<String> said(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }
}
