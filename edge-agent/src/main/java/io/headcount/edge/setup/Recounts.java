package io.headcount.edge.setup;

import io.headcount.analytics.scene.Scene;
import io.headcount.edge.count.Recount;
import io.headcount.edge.journal.JournalException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Counts the last hours again in the background, one recount at a time, on the thread {@code
 * recount}. Thread-safe. It reads the journal only: nothing that was counted changes.
 */
final class Recounts {
  private static final Logger LOG = System.getLogger(Recounts.class.getName());

  private final JournalReading journal;
  private final InstantSource clock;
  private Optional<Thread> thread = Optional.empty();
  private volatile State state = State.NONE;

  /** How far it is. */
  enum Progress {
    NONE,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * Immutable.
   *
   * @param before number of the version whose lines and zones are compared
   * @param after number of the version that they are compared with
   * @param done share of the time that was read, 0..1
   * @param error why it failed; empty when it did not
   */
  record State(
      Progress state,
      int before,
      int after,
      Optional<Instant> from,
      Optional<Instant> to,
      double done,
      List<Recount.Line> lines,
      List<Recount.Zone> zones,
      Optional<String> error) {
    static final State NONE =
        new State(
            Progress.NONE,
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            0,
            List.of(),
            List.of(),
            Optional.empty());

    State {
      lines = List.copyOf(lines);
      zones = List.copyOf(zones);
    }

    private State with(Progress next, double share) {
      return new State(next, before, after, from, to, share, lines, zones, error);
    }

    private State with(Recount recount, Progress next, double share) {
      return new State(
          next, before, after, from, to, share, recount.lines(), recount.zones(), error);
    }

    private State failed(String why) {
      return new State(
          Progress.FAILED, before, after, from, to, done, lines, zones, Optional.of(why));
    }
  }

  Recounts(JournalReading journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  State state() {
    return state;
  }

  /**
   * Begins; one that runs is cancelled.
   *
   * @param past how far back
   */
  synchronized State begin(int before, List<Scene> was, int after, List<Scene> is, Duration past) {
    cancel();
    Instant to = clock.instant();
    Instant from = to.minus(past);
    state =
        new State(
            Progress.RUNNING,
            before,
            after,
            Optional.of(from),
            Optional.of(to),
            0,
            List.of(),
            List.of(),
            Optional.empty());
    State begun = state;
    Recount recount = new Recount(from, was, is);
    Thread worker = Thread.ofPlatform().name("recount").start(() -> run(begun, recount, from, to));
    thread = Optional.of(worker);
    return begun;
  }

  private void run(State begun, Recount recount, Instant from, Instant to) {
    try {
      long whole = Math.max(1, Duration.between(from, to).toMillis());
      int[] told = {0};
      journal.read(
          from,
          entry -> {
            recount.apply(entry);
            long past = Duration.between(from, entry.at()).toMillis();
            int percent = Math.clamp(100 * past / whole, 0, 99);
            if (percent > told[0]) {
              told[0] = percent;
              state = begun.with(recount, Progress.RUNNING, percent / 100.0);
            }
            return !entry.at().isAfter(to) && !Thread.currentThread().isInterrupted();
          });
      state =
          Thread.currentThread().isInterrupted()
              ? begun.with(Progress.CANCELLED, 0)
              : begun.with(recount, Progress.DONE, 1);
    } catch (InterruptedException e) {
      state = begun.with(Progress.CANCELLED, 0);
    } catch (JournalException e) {
      LOG.log(Level.WARNING, "the recount ended: {0}", e.getMessage());
      state = begun.failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // the edge of the thread
      LOG.log(Level.ERROR, "the recount ended", e);
      state = begun.failed("it met a fault: " + e.getMessage());
    }
  }

  /** Ends the one that runs, if any. */
  synchronized void cancel() {
    thread.ifPresent(
        worker -> {
          worker.interrupt();
          try {
            worker.join(Duration.ofSeconds(5));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    thread = Optional.empty();
  }
}
