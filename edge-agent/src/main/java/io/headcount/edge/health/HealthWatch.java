package io.headcount.edge.health;

import io.headcount.edge.health.Incident.Wrong;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.BoxStatus.Severity;
import io.headcount.edge.status.CameraStatus;
import io.headcount.edge.status.StatusSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what is wrong while it is. Owns one virtual thread; closed once. */
public final class HealthWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HealthWatch.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Wrong UNREACHED =
      new Wrong(
          Optional.empty(),
          Severity.WARNING,
          "the collector is not reached",
          "look at the box's network; numbers are kept here and sent as soon as it is");

  private final IncidentLog log;
  private final InstantSource clock;
  private final Thread thread;

  private HealthWatch(IncidentLog log, StatusSource status, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("health").start(() -> watch(status));
  }

  /**
   * Watches until closed.
   *
   * @param clock that never runs backwards
   */
  public static HealthWatch start(IncidentLog log, StatusSource status, InstantSource clock) {
    return new HealthWatch(log, status, clock);
  }

  private void watch(StatusSource status) {
    try {
      while (true) {
        try {
          log.note(wrong(status.status()), clock.instant());
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "how the box is could not be noted", e);
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the agent stops
    }
  }

  /** Everything that is wrong with a box. */
  static List<Wrong> wrong(BoxStatus box) {
    List<Wrong> all = new ArrayList<>();
    for (BoxStatus.Problem problem : box.problems()) {
      Optional<String> camera =
          box.cameras().stream()
              .map(one -> one.id().value())
              .filter(id -> problem.text().startsWith(id + ": "))
              .findFirst();
      int begin = camera.map(id -> id.length() + 2).orElse(0);
      all.add(
          new Wrong(camera, problem.severity(), problem.text().substring(begin), problem.cure()));
    }
    box.cameras().forEach(camera -> silent(camera).ifPresent(all::add));
    box.uplink().filter(to -> !to.connected()).ifPresent(_ -> all.add(UNREACHED));
    return all;
  }

  private static Optional<Wrong> silent(CameraStatus camera) {
    boolean lost =
        switch (camera.state()) {
          case STALLED, BACKING_OFF -> true;
          case CONNECTING, STREAMING, ENDED, DISABLED -> false;
        };
    if (!lost) {
      return Optional.empty();
    }
    return Optional.of(
        new Wrong(
            Optional.of(camera.id().value()),
            Severity.ERROR,
            camera.lastError().map(CameraStatus.Fault::text).orElse("no picture comes"),
            camera
                .lastError()
                .map(CameraStatus.Fault::cure)
                .filter(cure -> !cure.isBlank())
                .orElse("look at the camera's power and cable")));
  }

  /** Ends the watch and writes down the rest. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.save(clock.instant());
  }
}
