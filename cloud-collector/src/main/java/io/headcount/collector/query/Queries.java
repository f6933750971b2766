package io.headcount.collector.query;

import io.headcount.collector.history.History;
import io.headcount.collector.measure.Flows;
import io.headcount.collector.measure.Grids;
import java.time.InstantSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** All that can be asked of a history. Thread-safe. */
public final class Queries {
  private final Catalogue catalogue;
  private final Series<Passages> lines;
  private final Series<Stays> zones;
  private final Series<Stays> queues;
  private final Series<Sight> cameras;
  private final Series<Flows> flows;
  private final Series<Grids> heat;
  private final Occupancy occupancy;
  private final Conversions conversions;
  private final Current current;
  private final Overview overview;
  private final Gaps gaps;

  /**
   * Asks this history.
   *
   * @param clock says what is now, and today
   */
  public Queries(History history, InstantSource clock, Limits limits) {
    this(new Patient(history), clock, limits);
  }

  /** Gives a question up that takes too long, where the database can. */
  private record Patient(History history) implements Reading {
    private static final int SECONDS = 60;

    @Override
    public <T> T read(Function<Handle, T> question) {
      return history.read(
          handle -> {
            handle.getConfig(SqlStatements.class).setQueryTimeout(SECONDS);
            return question.apply(handle);
          });
    }
  }

  private Queries(Reading reading, InstantSource clock, Limits limits) {
    catalogue = new Catalogue(reading);
    lines = new Series<>(reading, Measure.LINES, clock, limits);
    zones = new Series<>(reading, Measure.ZONES, clock, limits);
    cameras = new Series<>(reading, Measure.CAMERAS, clock, limits);
    queues = new Series<>(reading, Measure.QUEUES, clock, limits);
    flows = new Series<>(reading, Measure.FLOWS, clock, limits);
    heat = new Series<>(reading, Measure.HEAT, clock, limits.tenth());
    occupancy = new Occupancy(new Series<>(reading, Measure.INSIDE, clock, limits));
    conversions = new Conversions(reading, lines);
    current = new Current(reading, lines, occupancy, clock);
    overview = new Overview(reading, current, clock);
    gaps = new Gaps(reading);
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /** Who passed lines. */
  public Series<Passages> lines() {
    return lines;
  }

  /** Who was in zones. */
  public Series<Stays> zones() {
    return zones;
  }

  /** The same of queues only. */
  public Series<Stays> queues() {
    return queues;
  }

  /** Who went from zone to zone, by camera. */
  public Series<Flows> flows() {
    return flows;
  }

  /** Where people were in the picture, by camera. */
  public Series<Grids> heat() {
    return heat;
  }

  /** Who is inside. */
  public Occupancy occupancy() {
    return occupancy;
  }

  /** How many of those who came in paid. */
  public Conversions conversions() {
    return conversions;
  }

  /** What cameras saw. */
  public Series<Sight> cameras() {
    return cameras;
  }

  public Comparisons<Passages> lineComparisons() {
    return new Comparisons<>(lines);
  }

  public Comparisons<Stays> zoneComparisons() {
    return new Comparisons<>(zones);
  }

  public Comparisons<Sight> cameraComparisons() {
    return new Comparisons<>(cameras);
  }

  public Current current() {
    return current;
  }

  /** Today and this week of many stores. */
  public Overview overview() {
    return overview;
  }

  public Gaps gaps() {
    return gaps;
  }
}
