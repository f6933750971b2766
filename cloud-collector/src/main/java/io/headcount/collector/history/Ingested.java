package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  static final Ingested NOTHING = new Ingested(List.of(), List.of(), new Counts(0, 0, 0, 0, 0, 0));

  /** What two transactions stored, one after the other: of a device's standings the later holds. */
  Ingested and(Ingested later) {
    Map<DeviceAddress, Standing> byDevice = new LinkedHashMap<>();
    standings.forEach(standing -> byDevice.put(standing.device(), standing));
    later.standings.forEach(standing -> byDevice.put(standing.device(), standing));
    List<News> all = new ArrayList<>(news);
    all.addAll(later.news);
    return new Ingested(List.copyOf(byDevice.values()), all, counts.and(later.counts));
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
      long deadLetters) {
    Counts and(Counts other) {
      return new Counts(
          messages + other.messages,
          records + other.records,
          tombstones + other.tombstones,
          duplicates + other.duplicates,
          quarantined + other.quarantined,
          deadLetters + other.deadLetters);
    }
  }
}
