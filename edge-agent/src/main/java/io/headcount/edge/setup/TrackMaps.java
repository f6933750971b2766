package io.headcount.edge.setup;

import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.count.TrackEnds;
import io.headcount.edge.journal.JournalException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where tracks began and ended in the last hours, worked out on the thread {@code track-map} when
 * somebody asks, for all cameras at once, and kept for {@value #FRESH_MINUTES} minutes.
 * Thread-safe.
 */
final class TrackMaps {
  private static final Logger LOG = System.getLogger(TrackMaps.class.getName());
  private static final int FRESH_MINUTES = 10;
  private static final int HOURS = 8;

  private final JournalReading journal;
  private final InstantSource clock;
  private Optional<Thread> thread = Optional.empty();
  private Map<CameraId, TrackEnds.Grid> grids = Map.of();
  private Optional<Instant> made = Optional.empty();

  /**
   * One camera's map. Immutable.
   *
   * @param ready false while the first one is being worked out
   * @param from begin of the time it covers
   * @param at when it was made
   * @param starts tracks that began in a cell, row by row from the top left
   * @param ends tracks that ended in a cell
   */
  record TrackMap(
      boolean ready,
      Optional<Instant> from,
      Optional<Instant> at,
      int columns,
      int rows,
      long tracks,
      List<Integer> starts,
      List<Integer> ends) {
    TrackMap {
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
    }
  }

  TrackMaps(JournalReading journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** The map that there is; an old one is made anew meanwhile. */
  synchronized TrackMap of(CameraId camera) {
    Instant now = clock.instant();
    boolean fresh =
        made.filter(at -> now.isBefore(at.plus(Duration.ofMinutes(FRESH_MINUTES)))).isPresent();
    if (!fresh && thread.filter(Thread::isAlive).isEmpty()) {
      thread = Optional.of(Thread.ofPlatform().name("track-map").start(() -> work(now)));
    }
    TrackEnds.Grid grid = grids.getOrDefault(camera, TrackEnds.Grid.EMPTY);
    return new TrackMap(
        made.isPresent(),
        made.map(at -> at.minus(Duration.ofHours(HOURS))),
        made,
        TrackEnds.COLUMNS,
        TrackEnds.ROWS,
        grid.tracks(),
        grid.starts(),
        grid.ends());
  }

  private void work(Instant now) {
    TrackEnds ends = new TrackEnds();
    try {
      journal.read(
          now.minus(Duration.ofHours(HOURS)),
          entry -> {
            ends.apply(entry);
            return !entry.at().isAfter(now);
          });
      synchronized (this) {
        grids = ends.grids();
        made = Optional.of(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JournalException e) {
      LOG.log(Level.WARNING, "where tracks begin and end is not known: {0}", e.getMessage());
    }
  }

  synchronized void close() {
    thread.ifPresent(Thread::interrupt);
  }
}
