package io.headcount.program.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The clock of the machine is right, as far as that can be told from here. */
public final class ClockCheck implements Check {
  /** No program of this version ran before. */
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration TOLERANCE = Duration.ofMinutes(1);
  private static final String SET = "set it and keep it right: timedatectl set-ntp true";

  private final InstantSource wall;
  private final Instant saved;
  private final TimeSync sync;

  /** Asks the system whether its clock follows a time server; absent when it does not say. */
  public interface TimeSync {
    Optional<Boolean> synchronised() throws IOException, InterruptedException;
  }

  /**
   * Looks at one clock.
   *
   * @param saved the latest time that an earlier run kept
   */
  public ClockCheck(InstantSource wall, Instant saved, TimeSync sync) {
    this.wall = wall;
    this.saved = saved;
    this.sync = sync;
  }

  /** Asks systemd. */
  public static Optional<Boolean> timedatectl() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        if (!process.waitFor(3, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        byte[] said = process.getInputStream().readNBytes(16);
        return switch (new String(said, StandardCharsets.UTF_8).strip()) {
          case "yes" -> Optional.of(true);
          case "no" -> Optional.of(false);
          default -> Optional.empty();
        };
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty(); // a system without systemd
    }
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Finding run() throws IOException, InterruptedException {
    Instant now = wall.instant();
    String shown = now.truncatedTo(ChronoUnit.SECONDS).toString();
    if (now.isBefore(EARLIEST)) {
      return Finding.fail(name(), "it is not " + shown + ", the clock is wrong", SET);
    }
    Duration behind = Duration.between(now, saved);
    if (behind.compareTo(TOLERANCE) > 0) {
      return Finding.warn(
          name(),
          "%s is %d min behind the latest time of an earlier run"
              .formatted(shown, behind.toMinutes()),
          SET + "; until then the program goes on from the later time");
    }
    Optional<Boolean> synchronised = sync.synchronised();
    if (synchronised.isEmpty()) {
      return Finding.ok(name(), shown + ", whether a time server is followed is not known");
    }
    return synchronised.get()
        ? Finding.ok(name(), shown + ", follows a time server")
        : Finding.warn(name(), shown + ", follows no time server", SET);
  }
}
