package io.headcount.collector.measure;

import io.headcount.contract.Flow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * People who went from zone to zone of one camera, summed up. Immutable. Its text is {@code a>b:3
 * >a:4}: from, to, count; who comes from or goes to outside the picture has no zone there. Texts
 * with a space between them are the text of the sum.
 *
 * @param counts by {@link Flow#way}
 */
public record Flows(Map<String, Long> counts) {
  public static final Flows NONE = new Flows(Map.of());

  public Flows {
    counts = Map.copyOf(counts);
  }

  public static Flows of(Collection<Flow> flows) {
    SortedMap<String, Long> sums = new TreeMap<>();
    flows.forEach(flow -> sums.merge(flow.way(), flow.count(), Long::sum));
    return new Flows(sums);
  }

  /** Reads {@link #text}, or several with spaces between them. */
  public static Flows parse(String text) {
    SortedMap<String, Long> sums = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      int colon = word.lastIndexOf(':');
      if (colon > 0) {
        sums.merge(word.substring(0, colon), Long.parseLong(word.substring(colon + 1)), Long::sum);
      }
    }
    return new Flows(sums);
  }

  public String text() {
    return String.join(
        " ",
        new TreeMap<>(counts)
            .entrySet().stream().map(way -> way.getKey() + ":" + way.getValue()).toList());
  }

  public Flows plus(Flows other) {
    SortedMap<String, Long> sums = new TreeMap<>(counts);
    other.counts.forEach((way, count) -> sums.merge(way, count, Long::sum));
    return new Flows(sums);
  }

  /** Each way, the most walked first. */
  public List<Flow> list() {
    List<Flow> flows = new ArrayList<>();
    new TreeMap<>(counts)
        .forEach(
            (way, count) -> {
              int arrow = way.indexOf('>');
              flows.add(
                  new Flow(zone(way.substring(0, arrow)), zone(way.substring(arrow + 1)), count));
            });
    flows.sort((a, b) -> Long.compare(b.count(), a.count()));
    return List.copyOf(flows);
  }

  private static Optional<String> zone(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
