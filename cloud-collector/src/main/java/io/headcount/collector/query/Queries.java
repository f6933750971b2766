package io.headcount.collector.query;

import io.headcount.collector.history.History;
import java.time.InstantSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** All that can be asked of a history. Thread-safe. */
public final class Queries {
  private final Catalogue catalogue;
  private final Series<Passages> lines;
  private final Series<Stays> zones;
  private final Series<Sight> cameras;
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
    current = new Current(reading, lines, clock);
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
