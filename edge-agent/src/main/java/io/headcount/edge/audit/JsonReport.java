package io.headcount.edge.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A report for programs. */
final class JsonReport {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonReport() {}

  static String of(AuditReport report) {
    Subject subject = report.subject();
    ObjectNode root = NODES.objectNode().put("written", report.written().toString());
    root.putObject("clip")
        .put("name", subject.clipName())
        .put("sha256", subject.clipSha256())
        .put("frames", report.run().frames().size())
        .put("complete", report.run().broken().isEmpty())
        .put("compared_seconds", report.compared().toMillis() / 1000.0);
    root.putObject("configuration")
        .put("camera", subject.camera().id().value())
        .put("revision", subject.revision())
        .put("sha256", subject.configSha256());
    root.putObject("detector")
        .put("model", subject.detector().model())
        .put("sha256", subject.modelSha256())
        .put("engine", subject.detector().engine())
        .put("device", subject.detector().device());
    root.put("program", subject.program())
        .put("tolerance_seconds", subject.tolerance().toMillis() / 1000.0);
    conditions(root.putObject("conditions"), report);
    ArrayNode lines = root.putArray("lines");
    for (Comparison.LineTally each : report.comparison().lines()) {
      ObjectNode line = lines.addObject().put("line", each.line());
      tally(line.put("direction", word(each.direction())), each.tally());
    }
    tally(root.putObject("total"), report.comparison().total());
    ArrayNode differences = root.putArray("differences");
    for (Difference each : report.comparison().differences()) {
      AuditReport.Explained why = report.explained(each);
      differences
          .addObject()
          .put("key", each.key())
          .put("kind", word(each.kind()))
          .put("line", each.line())
          .put("direction", word(each.direction()))
          .put("frame", each.frame())
          .put("seconds", report.run().at(each.frame()).toMillis() / 1000.0)
          .put("reason", why.reason().word())
          .put("guessed", why.guessed());
    }
    root.putObject("corrected")
        .put("withdrawn", report.count().withdrawn())
        .put("added", report.count().addedInReview());
    return root.toPrettyString() + System.lineSeparator();
  }

  private static void conditions(ObjectNode node, AuditReport report) {
    MachineRun run = report.run();
    Conditions said = report.count().conditions();
    node.put("width", run.width())
        .put("height", run.height())
        .put("rate", Math.round(run.rate() * 100) / 100.0)
        .put("person_height_median", run.personHeight(0.5).orElse(null))
        .put("person_height_p5", run.personHeight(0.05).orElse(null))
        .put("luma_median", Math.round(run.medianLuma()))
        .put("people_mean", Math.round(run.meanPeople() * 100) / 100.0)
        .put("people_max", run.mostPeople())
        .put("camera_height", said.height())
        .put("camera_angle", said.angle())
        .put("light", said.light())
        .put("note", said.note());
  }

  static void tally(ObjectNode node, Tally tally) {
    node.put("true", tally.truth())
        .put("counted", tally.counted())
        .put("matched", tally.matched())
        .put("missed", tally.missed())
        .put("invented", tally.invented())
        .put("net_error", tally.netError())
        .put("absolute_error", tally.absoluteError());
    if (tally.truth() > 0) {
      estimate(node.putObject("found"), tally.found());
      estimate(node.putObject("counted_over_true"), tally.ratio());
    }
    if (tally.counted() > 0) {
      estimate(node.putObject("right"), tally.right());
    }
  }

  private static void estimate(ObjectNode node, Tally.Estimate estimate) {
    node.put("value", digits(estimate.value()))
        .put("low", digits(estimate.interval().low()))
        .put("high", digits(estimate.interval().high()));
  }

  private static double digits(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
