package io.headcount.analytics.evaluation;

import java.util.List;

/** How well tracks follow the truth, by three families of measures. Immutable. */
public record Scores(Hota hota, Clear clear, Identity identity) {

  /** Scores one sequence; every row of the truth counts, whatever its confidence. */
  public static Scores of(MotFile truth, MotFile tracks) {
    Overlaps overlaps = new Overlaps(truth, tracks);
    return new Scores(
        new HotaMatcher(overlaps).hota(),
        new ClearMatcher(overlaps).clear(),
        Identity.of(overlaps));
  }

  /**
   * The scores of several sequences as one: all counts add up before a measure is taken, so a
   * sequence weighs as much as it has boxes.
   *
   * @param sequences at least one
   */
  public static Scores combined(List<Scores> sequences) {
    return sequences.stream()
        .reduce(Scores::plus)
        .orElseThrow(() -> new IllegalArgumentException("no sequence to combine"));
  }

  private Scores plus(Scores other) {
    return new Scores(
        hota.plus(other.hota), clear.plus(other.clear), identity.plus(other.identity));
  }
}
