package io.headcount.edge.cli;

import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import io.headcount.contract.ZoneCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How the minutes of a database compare with those counted again from the journal. Immutable.
 *
 * @param stored minutes of the database that were compared
 * @param counted minutes of the journal that were compared
 * @param cutBack where the journal begins now, when the database goes back further
 * @param differences one line each; empty when both hold the same
 */
record Comparison(int stored, int counted, Optional<Instant> cutBack, List<String> differences) {
  /** Who was in the picture where the journal begins is not known: stays may differ for a while. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  Comparison {
    differences = List.copyOf(differences);
  }

  static Comparison of(List<CountWindow> database, List<CountWindow> journal) {
    Optional<Instant> begin = journal.stream().map(CountWindow::start).min(Instant::compareTo);
    Optional<Instant> cutBack =
        begin.filter(first -> database.stream().anyMatch(window -> window.start().isBefore(first)));
    Predicate<CountWindow> comparable =
        window -> cutBack.isEmpty() || window.start().isAfter(cutBack.get().plus(SETTLED));
    List<CountWindow> stored = database.stream().filter(comparable).toList();
    List<CountWindow> counted = journal.stream().filter(comparable).toList();
    return new Comparison(
        stored.size(), counted.size(), cutBack, differences(stored, counted, cutBack.isPresent()));
  }

  private static List<String> differences(
      List<CountWindow> stored, List<CountWindow> counted, boolean cut) {
    JsonCodec codec = new JsonCodec();
    List<String> differences = new ArrayList<>();
    Map<String, CountWindow> expected = new TreeMap<>();
    for (CountWindow window : counted) {
      if (expected.put(name(window), cut ? withoutTotals(window) : window) != null) {
        differences.add(name(window) + " is counted twice in the journal");
      }
    }
    Set<String> seen = new HashSet<>();
    for (CountWindow window : stored) {
      String text = codec.write(cut ? withoutTotals(window) : window);
      CountWindow wanted = expected.get(name(window));
      if (!seen.add(name(window))) {
        differences.add(name(window) + " is twice in the database");
      } else if (wanted == null) {
        differences.add(name(window) + " is in the database and not in the journal");
      } else if (!codec.write(asFarAs(window, wanted)).equals(text)) {
        differences.add(name(window) + " has other numbers in the database");
      }
    }
    expected.keySet().stream()
        .filter(window -> !seen.contains(window))
        .forEach(window -> differences.add(window + " is missing from the database"));
    return differences;
  }

  /** Totals since counting began cannot be known from a journal without its beginning. */
  private static CountWindow withoutTotals(CountWindow window) {
    return new CountWindow(
        window.v(),
        window.camera(),
        window.start(),
        window.part(),
        window.coverage(),
        window.frames(),
        window.revision(),
        window.lines().stream()
            .map(line -> new LineCount(line.id(), line.policy(), line.in(), line.out(), 0, 0))
            .toList(),
        window.zones(),
        window.statics(),
        window.flows(),
        window.heat());
  }

  /** Without what the version that stored the other window did not measure. */
  private static CountWindow asFarAs(CountWindow stored, CountWindow window) {
    if (stored.heat().isPresent() || window.heat().isEmpty()) {
      return window;
    }
    return new CountWindow(
        window.v(),
        window.camera(),
        window.start(),
        window.part(),
        window.coverage(),
        window.frames(),
        window.revision(),
        window.lines(),
        window.zones().stream()
            .map(
                zone ->
                    new ZoneCount(
                        zone.id(),
                        zone.type(),
                        zone.visits(),
                        zone.passBys(),
                        zone.dwellSeconds(),
                        zone.occupancyMean(),
                        zone.occupancyPeak()))
            .toList(),
        window.statics());
  }

  private static String name(CountWindow window) {
    return window.camera()
        + " "
        + window.start()
        + (window.part() == 0 ? "" : " part " + window.part());
  }
}
