package io.headcount.analytics.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Higher order tracking accuracy: detection and association weighed alike, averaged over how
 * exactly boxes must fit. Immutable. After Luiten and others, "HOTA: A Higher Order Metric for
 * Evaluating Multi-Object Tracking", 2020.
 *
 * @param levels one for each least overlap (IoU) of 0.05, 0.10, … 0.95; each measure is their mean
 */
public record Hota(List<Level> levels) {
  static final int LEVELS = 19;

  /**
   * The counts at one least overlap. A match's association compares all boxes of its two
   * identities: with c of them matched to each other, of t truth boxes and p tracked ones.
   *
   * @param matches pairs of a truth box and a tracked box
   * @param falsePositives tracked boxes without a truth box
   * @param falseNegatives truth boxes without a tracked box
   * @param overlap sum of the matches' IoU
   * @param association sum over the matches of c / (t + p - c)
   * @param associationRecall sum over the matches of c / t
   * @param associationPrecision sum over the matches of c / p
   */
  public record Level(
      long matches,
      long falsePositives,
      long falseNegatives,
      double overlap,
      double association,
      double associationRecall,
      double associationPrecision) {

    public double hota() {
      return Math.sqrt(detA() * assA());
    }

    public double detA() {
      return Ratio.of(matches, matches + falsePositives + falseNegatives);
    }

    public double assA() {
      return Ratio.of(association, matches);
    }

    Level plus(Level other) {
      return new Level(
          matches + other.matches,
          falsePositives + other.falsePositives,
          falseNegatives + other.falseNegatives,
          overlap + other.overlap,
          association + other.association,
          associationRecall + other.associationRecall,
          associationPrecision + other.associationPrecision);
    }
  }

  public Hota {
    levels = List.copyOf(levels);
    if (levels.size() != LEVELS) {
      throw new IllegalArgumentException(levels.size() + " levels where there are " + LEVELS);
    }
  }

  /** Counts add up, so each sequence weighs as much as it has boxes. */
  Hota plus(Hota other) {
    return new Hota(
        IntStream.range(0, LEVELS).mapToObj(i -> levels.get(i).plus(other.levels.get(i))).toList());
  }

  /** The least overlap of a level, by its place from 0. */
  static double leastIou(int level) {
    return (level + 1) / 20.0;
  }

  /** Geometric mean of detection and association accuracy, 0..1. */
  public double hota() {
    return mean(Level::hota);
  }

  /** Detection accuracy, 0..1. */
  public double detA() {
    return mean(Level::detA);
  }

  /** Association accuracy, 0..1. */
  public double assA() {
    return mean(Level::assA);
  }

  /** The share of the truth boxes that is found, 0..1. */
  public double detRe() {
    return mean(level -> Ratio.of(level.matches, level.matches + level.falseNegatives));
  }

  /** The share of the tracked boxes that is a person, 0..1. */
  public double detPr() {
    return mean(level -> Ratio.of(level.matches, level.matches + level.falsePositives));
  }

  /** How much of a person's path one track covers, 0..1. */
  public double assRe() {
    return mean(level -> Ratio.of(level.associationRecall, level.matches));
  }

  /** How much of a track stays with one person, 0..1. */
  public double assPr() {
    return mean(level -> Ratio.of(level.associationPrecision, level.matches));
  }

  /** Mean overlap (IoU) of the matches, 0..1; a level without matches counts as 1. */
  public double locA() {
    return mean(level -> level.matches == 0 ? 1 : level.overlap / level.matches);
  }

  private double mean(ToDoubleFunction<Level> measure) {
    return levels.stream().mapToDouble(measure).average().orElseThrow();
  }
}
