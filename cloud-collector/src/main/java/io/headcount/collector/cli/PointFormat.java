package io.headcount.collector.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.collector.query.Passages;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Sight;
import io.headcount.collector.query.Stays;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How exported points are written, one a line. */
enum PointFormat {
  CSV,
  JSON;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> COMMON =
      List.of("store", "device", "camera", "name", "day", "start", "end", "coverage", "simulated");

  /** What stands before the first point. */
  String head(ExportCommand.What what) {
    if (this == JSON) {
      return "";
    }
    List<String> heads = new ArrayList<>(COMMON);
    heads.addAll(
        switch (what) {
          case LINES -> List.of("in", "out");
          case ZONES ->
              List.of("visits", "passBys", "dwellSeconds", "occupancyMean", "occupancyPeak");
          case CAMERAS -> List.of("frames", "windows");
        });
    return String.join(",", heads) + "\n";
  }

  void write(PrintWriter out, Point<? extends Record> point) {
    Map<String, Object> fields = fields(point);
    switch (this) {
      case CSV ->
          out.print(
              fields.values().stream()
                  .map(PointFormat::cell)
                  .collect(Collectors.joining(",", "", "\n")));
      case JSON -> {
        try {
          out.print(MAPPER.writeValueAsString(fields) + "\n");
        } catch (JsonProcessingException e) {
          throw new UncheckedIOException("a point has no JSON form", e);
        }
      }
    }
  }

  private static Map<String, Object> fields(Point<? extends Record> point) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("store", point.subject().store().orElse(""));
    fields.put("device", point.subject().device().orElse(""));
    fields.put("camera", point.subject().camera().orElse(""));
    fields.put("name", point.subject().name().orElse(""));
    fields.put("day", point.slot().day().toString());
    fields.put("start", point.slot().start().toString());
    fields.put("end", point.slot().end().toString());
    fields.put("coverage", rounded(point.coverage().share()));
    fields.put("simulated", point.simulated());
    switch (point.values()) {
      case Passages passages -> {
        fields.put("in", passages.in());
        fields.put("out", passages.out());
      }
      case Stays stays -> {
        fields.put("visits", stays.visits());
        fields.put("passBys", stays.passBys());
        fields.put("dwellSeconds", rounded(stays.dwellMillis() / 1000.0));
        fields.put(
            "occupancyMean",
            rounded(
                stays.observedMillis() == 0
                    ? 0
                    : (double) stays.personMillis() / stays.observedMillis()));
        fields.put("occupancyPeak", stays.peak());
      }
      case Sight sight -> {
        fields.put("frames", sight.frames());
        fields.put("windows", sight.windows());
      }
      default -> throw new IllegalArgumentException("no columns for " + point.values());
    }
    return fields;
  }

  private static BigDecimal rounded(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP);
    return rounded.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal(rounded.stripTrailingZeros().toPlainString());
  }

  /** Quoted where it must be; names cannot begin like a formula. */
  private static String cell(Object value) {
    String text = String.valueOf(value);
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
