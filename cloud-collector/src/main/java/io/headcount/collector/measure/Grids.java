package io.headcount.collector.measure;

import io.headcount.contract.Bins;
import io.headcount.contract.Heat;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Heat of one camera, summed up; one grid of each size that boxes sent. Immutable. Its text is
 * {@code 32x18/272:43/272:40}: columns, rows, presence, stationary. Texts with a space between them
 * are the text of the sum.
 *
 * @param grids by size, small ones first
 */
public record Grids(List<Heat> grids) {
  public static final Grids NONE = new Grids(List.of());

  private static final int PARTS = 4;

  public Grids {
    grids = List.copyOf(grids);
  }

  public static Grids of(Heat heat) {
    return new Grids(List.of(heat));
  }

  /**
   * Reads {@link #text}, or several with spaces between them.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Grids parse(String text) {
    SortedMap<Integer, Sum> sums = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        String[] parts = word.split("[x/]", -1);
        if (parts.length != PARTS) {
          throw new IllegalArgumentException("'%s' is no grid".formatted(word));
        }
        int columns = Integer.parseInt(parts[0]);
        int rows = Integer.parseInt(parts[1]);
        sums.computeIfAbsent(columns * (Heat.LONGEST + 1) + rows, _ -> new Sum(columns, rows))
            .add(Bins.parse(parts[2]), Bins.parse(parts[3]));
      }
    }
    return new Grids(sums.values().stream().map(Sum::heat).toList());
  }

  public String text() {
    return String.join(
        " ",
        grids.stream()
            .map(g -> "%dx%d/%s/%s".formatted(g.columns(), g.rows(), g.presence(), g.stationary()))
            .toList());
  }

  public Grids plus(Grids other) {
    List<Grids> both = new ArrayList<>(List.of(this, other));
    both.removeIf(g -> g.grids.isEmpty());
    return both.size() == 1
        ? both.getFirst()
        : parse(String.join(" ", both.stream().map(Grids::text).toList()));
  }

  /** Adds grids of one size up. Confined to one call. */
  private static final class Sum {
    private final int columns;
    private final int rows;
    private final long[] presence;
    private final long[] stationary;

    Sum(int columns, int rows) {
      this.columns = columns;
      this.rows = rows;
      this.presence = new long[columns * rows];
      this.stationary = new long[columns * rows];
    }

    void add(Bins present, Bins still) {
      present.addTo(presence);
      still.addTo(stationary);
    }

    Heat heat() {
      return new Heat(columns, rows, Bins.of(presence), Bins.of(stationary));
    }
  }
}
