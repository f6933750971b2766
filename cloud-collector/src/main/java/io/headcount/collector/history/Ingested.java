package io.headcount.collector.history;

import java.util.List;

/**
 * What one transaction stored for good. Immutable.
 *
 * @param standings each device that must be answered, once: those that sent data or were born
 * @param news what was not known before, in the order that it came
 */
public record Ingested(List<Standing> standings, List<News> news, Counts counts) {
  public Ingested {
    standings = List.copyOf(standings);
    news = List.copyOf(news);
  }

  /**
   * How many there were. Immutable.
   *
   * @param messages all of them
   * @param records that are new: windows, events, clock fixes
   * @param tombstones numbers that were declared empty, and were not known to be
   * @param duplicates numbers that were stored before and came again
   * @param quarantined records put aside for the first time
   * @param deadLetters messages that no history has a place for
   */
  public record Counts(
      long messages,
      long records,
      long tombstones,
      long duplicates,
      long quarantined,
      long deadLetters) {}
}
