package io.headcount.edge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.evaluation.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Scores of sequences and of all of them together, for people and for scripts. Immutable. */
record ScoreReport(List<Sequence> sequences) {
  private static final String TOGETHER = "COMBINED";
  private static final int COLUMN = 10;

  record Sequence(String name, Scores scores) {}

  private sealed interface Measure {
    String title();
  }

  private record Share(String title, String key, ToDoubleFunction<Scores> of) implements Measure {}

  private record Count(String title, String key, ToLongFunction<Scores> of) implements Measure {}

  private static final List<List<Measure>> TABLES =
      List.of(
          List.of(
              new Share("MOTA", "mota", scores -> scores.clear().mota()),
              new Share("IDF1", "idf1", scores -> scores.identity().idf1()),
              new Share("HOTA", "hota", scores -> scores.hota().hota()),
              new Share("DetA", "detA", scores -> scores.hota().detA()),
              new Share("AssA", "assA", scores -> scores.hota().assA()),
              new Count("switches", "switches", scores -> scores.clear().switches()),
              new Count("FP", "fp", scores -> scores.clear().falsePositives()),
              new Count("FN", "fn", scores -> scores.clear().falseNegatives())),
          List.of(
              new Share("MOTP", "motp", scores -> scores.clear().motp()),
              new Share("recall", "recall", scores -> scores.clear().recall()),
              new Share("precision", "precision", scores -> scores.clear().precision()),
              new Share("IDR", "idr", scores -> scores.identity().idr()),
              new Share("IDP", "idp", scores -> scores.identity().idp()),
              new Count("matches", "tp", scores -> scores.clear().matches()),
              new Count("boxes", "truthBoxes", scores -> scores.clear().truthBoxes()),
              new Count("MT", "mostlyTracked", scores -> scores.clear().mostlyTracked()),
              new Count("PT", "partlyTracked", scores -> scores.clear().partlyTracked()),
              new Count("ML", "mostlyLost", scores -> scores.clear().mostlyLost()),
              new Count("fragments", "fragments", scores -> scores.clear().fragments())),
          List.of(
              new Share("DetRe", "detRe", scores -> scores.hota().detRe()),
              new Share("DetPr", "detPr", scores -> scores.hota().detPr()),
              new Share("AssRe", "assRe", scores -> scores.hota().assRe()),
              new Share("AssPr", "assPr", scores -> scores.hota().assPr()),
              new Share("LocA", "locA", scores -> scores.hota().locA())));

  ScoreReport {
    sequences = List.copyOf(sequences);
  }

  /** Three tables, a row for each sequence and the last for all; measures have three decimals. */
  String text() {
    List<Sequence> rows = new ArrayList<>(sequences);
    rows.add(new Sequence(TOGETHER, combined()));
    int widest = rows.stream().mapToInt(row -> row.name().length()).max().orElseThrow();
    StringBuilder text = new StringBuilder();
    for (List<Measure> table : TABLES) {
      text.append(text.isEmpty() ? "" : "\n").append(" ".repeat(widest));
      table.forEach(measure -> text.append(right(measure.title())));
      for (Sequence row : rows) {
        text.append('\n').append(row.name()).append(" ".repeat(widest - row.name().length()));
        table.forEach(measure -> text.append(right(cell(measure, row.scores()))));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** {@code {"sequences": [{"name": …, "mota": …, …}], "combined": {"mota": …, …}}}. */
  String json() {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode report = mapper.createObjectNode();
    ArrayNode each = report.putArray("sequences");
    for (Sequence sequence : sequences) {
      put(sequence.scores(), each.addObject().put("name", sequence.name()));
    }
    put(combined(), report.putObject("combined"));
    try {
      return mapper.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of names and numbers is always JSON", impossible);
    }
  }

  private Scores combined() {
    return Scores.combined(sequences.stream().map(Sequence::scores).toList());
  }

  private static void put(Scores scores, ObjectNode node) {
    for (List<Measure> table : TABLES) {
      for (Measure measure : table) {
        switch (measure) {
          case Share share -> node.put(share.key(), share.of().applyAsDouble(scores));
          case Count count -> node.put(count.key(), count.of().applyAsLong(scores));
        }
      }
    }
  }

  private static String cell(Measure measure, Scores scores) {
    return switch (measure) {
      case Share share -> String.format(Locale.ROOT, "%.3f", share.of().applyAsDouble(scores));
      case Count count -> Long.toString(count.of().applyAsLong(scores));
    };
  }

  private static String right(String cell) {
    return " ".repeat(Math.max(1, COLUMN - cell.length())) + cell;
  }
}
