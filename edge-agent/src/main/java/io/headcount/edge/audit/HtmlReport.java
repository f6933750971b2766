package io.headcount.edge.audit;

import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.line.Direction;
import io.headcount.edge.status.Jpeg;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lays a report out as one page that needs nothing else. It is well-formed XML in the CSS that
 * paper knows, so that the PDF is made of the same text. Confined to the call that made it.
 */
final class HtmlReport {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String NONE = "–";

  /** Stills beside each other. */
  private static final int ACROSS = 2;

  private final AuditReport report;
  private final Markup page = new Markup();

  private HtmlReport(AuditReport report) {
    this.report = report;
  }

  static String of(AuditReport report) {
    HtmlReport html = new HtmlReport(report);
    html.write();
    return html.page.toString();
  }

  private void write() {
    String title = "Counting accuracy of " + report.subject().camera().id();
    page.raw("<!DOCTYPE html>\n")
        .raw("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">\n<head>\n")
        .raw("<meta charset=\"utf-8\"/>\n<title>")
        .text(title)
        .raw("</title>\n<style>\n")
        .raw(ReportStyle.CSS)
        .raw("</style>\n</head>\n<body>\n");
    page.element("h1", title);
    page.raw("<p class=\"lead\">").text(summary()).raw("</p>\n");
    headline();
    lines();
    howSure();
    reasons();
    moments();
    corrections();
    conditions();
    provenance();
    method();
    page.raw("</body>\n</html>\n");
  }

  private String summary() {
    return "%s of %s, compared with what a person%s counted in it by eye. %s."
        .formatted(
            report.whole()
                ? "All " + AuditReport.clock(report.compared())
                : "The first " + AuditReport.clock(report.compared()),
            report.subject().clipName(),
            blank(report.count().conditions().person()).map(who -> " (" + who + ")").orElse(""),
            STAMP.format(report.written()));
  }

  private void headline() {
    Tally total = report.comparison().total();
    page.raw("<table class=\"tiles\"><tr>");
    tile("true crossings", Long.toString(total.truth()), "by eye");
    tile("counted", Long.toString(total.counted()), "by the machine");
    tile("missed", Long.toString(total.missed()), "true, not counted");
    tile("invented", Long.toString(total.invented()), "counted, not true");
    tile(
        "counted / true",
        total.truth() == 0 ? NONE : percent(total.ratio().value()),
        total.truth() == 0 ? "no true crossing" : interval(total.ratio().interval()));
    page.raw("</tr></table>\n");
  }

  private void tile(String name, String figure, String more) {
    page.raw("<td><span class=\"name\">")
        .text(name)
        .raw("</span><span class=\"figure\">")
        .text(figure)
        .raw("</span><span class=\"more\">")
        .text(more)
        .raw("</span></td>");
  }

  private void lines() {
    page.element("h2", "Line by line");
    page.raw("<table class=\"figures\"><thead><tr>");
    for (String head :
        List.of(
            "line and direction",
            "true",
            "counted",
            "matched",
            "missed",
            "invented",
            "net error",
            "absolute error")) {
      page.element("th", head);
    }
    page.raw("</tr></thead><tbody>");
    for (Comparison.LineTally each : report.comparison().lines()) {
      row(name(each), each.tally(), "");
    }
    row("all", report.comparison().total(), " class=\"total\"");
    page.raw("</tbody></table>\n");
    page.element(
        "p",
        "Net error is counted minus true: what a shop's total is wrong by, since misses and"
            + " inventions make up for each other. Absolute error is missed plus invented: how often"
            + " the machine was wrong. Percentages are of the true crossings.",
        "note");
  }

  private void row(String name, Tally tally, String style) {
    page.raw("<tr" + style + ">").element("th", name);
    for (long figure :
        new long[] {
          tally.truth(), tally.counted(), tally.matched(), tally.missed(), tally.invented()
        }) {
      page.element("td", Long.toString(figure));
    }
    page.element("td", signed(tally.netError()) + share(tally.netError(), tally, "%+.1f"));
    page.element(
        "td", "%d%s".formatted(tally.absoluteError(), share(tally.absoluteError(), tally, "%.1f")));
    page.raw("</tr>");
  }

  private static String signed(long error) {
    return error == 0 ? "0" : "%+d".formatted(error);
  }

  private static String share(long error, Tally tally, String format) {
    return tally.truth() == 0 || error == 0
        ? ""
        : " (" + format.formatted(100.0 * error / tally.truth()).concat(" %)");
  }

  private void howSure() {
    page.element("h2", "How sure this is");
    page.raw("<table class=\"figures\"><thead><tr>");
    for (String head :
        List.of("line and direction", "found of true", "right of counted", "counted / true")) {
      page.element("th", head);
    }
    page.raw("</tr></thead><tbody>");
    for (Comparison.LineTally each : report.comparison().lines()) {
      sureRow(name(each), each.tally(), "");
    }
    sureRow("all", report.comparison().total(), " class=\"total\"");
    page.raw("</tbody></table>\n");
    page.element(
        "p",
        "In brackets the 95 % confidence interval: the range in which the figure would be expected"
            + " to lie if very much more of the same were counted. Few crossings give a wide one.",
        "note");
  }

  private void sureRow(String name, Tally tally, String style) {
    page.raw("<tr" + style + ">").element("th", name);
    page.element("td", tally.truth() == 0 ? NONE : estimate(tally.found()));
    page.element("td", tally.counted() == 0 ? NONE : estimate(tally.right()));
    page.element("td", tally.truth() == 0 ? NONE : estimate(tally.ratio()));
    page.raw("</tr>");
  }

  private void reasons() {
    if (report.comparison().differences().isEmpty()) {
      return;
    }
    page.element("h2", "Why");
    page.raw("<table class=\"figures\"><thead><tr>");
    for (String head : List.of("reason", "missed", "invented")) {
      page.element("th", head);
    }
    page.raw("</tr></thead><tbody>");
    Map<Reason, Long> missed = report.byReason(Difference.Kind.MISSED);
    Map<Reason, Long> invented = report.byReason(Difference.Kind.INVENTED);
    for (Reason reason : Reason.values()) {
      long misses = missed.getOrDefault(reason, 0L);
      long inventions = invented.getOrDefault(reason, 0L);
      if (misses + inventions > 0) {
        page.raw("<tr>").element("th", reason.words());
        page.element("td", Long.toString(misses)).element("td", Long.toString(inventions));
        page.raw("</tr>");
      }
    }
    page.raw("</tbody></table>\n");
    if (report.guesses() > 0) {
      page.element(
          "p",
          "%d of %d reasons are the program's own guess, which nobody has confirmed."
              .formatted(report.guesses(), report.comparison().differences().size()),
          "note");
    }
  }

  private void moments() {
    List<Difference> all = report.comparison().differences();
    if (all.isEmpty()) {
      return;
    }
    page.element("h2", "Each missed and invented crossing");
    if (report.stills().isEmpty()) {
      momentTable(all);
      return;
    }
    page.element(
        "p",
        "Heads are blurred. The line is yellow; a red box is who the machine counted.",
        "note");
    page.raw("<table class=\"moments\"><tbody>\n");
    for (int row = 0; row < all.size(); row += ACROSS) {
      page.raw("<tr>");
      for (int place = row; place < row + ACROSS; place++) {
        page.raw("<td>");
        if (place < all.size()) {
          moment(all.get(place));
        }
        page.raw("</td>");
      }
      page.raw("</tr>\n");
    }
    page.raw("</tbody></table>\n");
  }

  private void momentTable(List<Difference> all) {
    page.raw("<table class=\"figures\"><thead><tr>");
    for (String head : List.of("moment", "what", "frame", "time", "reason")) {
      page.element("th", head);
    }
    page.raw("</tr></thead><tbody>");
    for (Difference each : all) {
      page.raw("<tr>").element("th", each.line() + " " + word(each.direction()));
      page.element("td", word(each.kind())).element("td", Long.toString(each.frame()));
      page.element("td", time(each)).element("td", reason(each)).raw("</tr>");
    }
    page.raw("</tbody></table>\n");
  }

  private void moment(Difference each) {
    Optional<Jpeg> still = Optional.ofNullable(report.stills().get(each.key()));
    if (still.isPresent()) {
      page.raw("<img alt=\"\" src=\"data:image/jpeg;base64,")
          .raw(Base64.getEncoder().encodeToString(still.get().bytes()))
          .raw("\"/>");
    }
    page.raw("<p><span class=\"" + word(each.kind()) + "\">").text(word(each.kind()));
    page.raw("</span> ").text(each.line() + " " + word(each.direction())).raw("<br/>");
    page.text(time(each) + ", frame " + each.frame()).raw("<br/>").text(reason(each));
    page.raw("</p>");
  }

  private String reason(Difference each) {
    AuditReport.Explained explained = report.explained(each);
    return explained.reason().words() + (explained.guessed() ? " (guess)" : "");
  }

  private void corrections() {
    List<Mark> corrected = report.corrected();
    if (corrected.isEmpty()) {
      return;
    }
    page.element("h2", "Where the person was wrong");
    page.element(
        "p",
        ("On looking again at where the counts differ, the person withdrew %d of their own marks and"
                + " added %d that they had overlooked. The tables above have them corrected.")
            .formatted(report.count().withdrawn(), report.count().addedInReview()));
    page.raw("<ul>");
    for (Mark mark : corrected) {
      page.element(
          "li",
          "%s %s at %s, frame %d: %s"
              .formatted(
                  mark.line(),
                  word(mark.direction()),
                  AuditReport.clock(report.run().at(mark.frame())),
                  mark.frame(),
                  mark.withdrawn() ? "withdrawn" : "added"));
    }
    page.raw("</ul>\n");
  }

  private void conditions() {
    MachineRun run = report.run();
    Conditions said = report.count().conditions();
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
    blank(said.light()).ifPresent(light -> fact("light", light));
    blank(said.height()).ifPresent(height -> fact("camera height", height));
    blank(said.angle()).ifPresent(angle -> fact("camera angle", angle));
    blank(said.note()).ifPresent(note -> fact("note", note));
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

  private void provenance() {
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

  private static double seconds(Subject subject) {
    return subject.tolerance().toMillis() / 1000.0;
  }

  private void method() {
    page.element("h2", "How it was measured");
    page.element(
        "p",
        ("A person watched the clip with the machine's count hidden and marked each crossing. Marks"
                + " and counted crossings of one line and direction were then paired one to one,"
                + " at most %.1f s apart: as many pairs as can be, and of all ways the one with the"
                + " pairs nearest in time. A mark left over is a miss, a counted crossing left over"
                + " is an invention.")
            .formatted(seconds(report.subject())));
    page.element(
        "p",
        "Intervals are at 95 %. Shares: Wilson's score interval (E. B. Wilson, 1927). Counted over"
            + " true is the share found plus the inventions per true crossing, the latter with the"
            + " exact Poisson interval (F. Garwood, 1936); both are joined by the recovery of"
            + " variance estimates (G. Y. Zou and A. Donner, 2008). They take crossings for"
            + " independent. People who come in groups are not, and another hour, light or crowd is"
            + " another question: audit clips of each.");
  }

  private void fact(String name, String value) {
    page.raw("<tr>").element("th", name).element("td", value).raw("</tr>");
  }

  private void hash(String name, String value) {
    page.raw("<tr>").element("th", name).element("td", value, "hash").raw("</tr>");
  }

  private String time(Difference each) {
    return AuditReport.clock(report.run().at(each.frame()));
  }

  private static String name(Comparison.LineTally each) {
    return each.line() + " " + word(each.direction());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String estimate(Tally.Estimate estimate) {
    return percent(estimate.value()) + " (" + interval(estimate.interval()) + ")";
  }

  private static String interval(Interval interval) {
    return "%.1f to %.1f %%".formatted(100 * interval.low(), 100 * interval.high());
  }

  private static String percent(double share) {
    return "%.1f %%".formatted(100 * share);
  }

  private static Optional<String> blank(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }
}
