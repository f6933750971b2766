package io.headcount.edge.desired;

import io.headcount.contract.ContractException;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.ReportedConfig.State;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The configuration that the collector wants, on the disk: the last good one ({@code
 * applied.yaml}), the one on trial ({@code trial.yaml}), and what was reported of them ({@code
 * reported.json}). Thread-safe.
 *
 * <p>Each step is one file put in place whole, in an order that a crash between any two leaves the
 * last good configuration in force.
 */
public final class DesiredConfig {
  private static final Logger LOG = System.getLogger(DesiredConfig.class.getName());

  private final Path applied;
  private final Path trial;
  private final Path report;
  private final InstantSource clock;
  private final JsonCodec codec = new JsonCodec();
  private ReportedConfig reported;

  private DesiredConfig(Path folder, InstantSource clock) {
    this.applied = folder.resolve("applied.yaml");
    this.trial = folder.resolve("trial.yaml");
    this.report = folder.resolve("reported.json");
    this.clock = clock;
    this.reported =
        new ReportedConfig(
            ReportedConfig.VERSION,
            clock.instant(),
            0,
            State.LOCAL,
            ReportedConfig.NO_REVISION,
            List.of());
  }

  /**
   * Opens the folder, which is made when missing. A trial that the program did not live through has
   * failed.
   */
  public static DesiredConfig open(Path folder, InstantSource clock) {
    try {
      Files.createDirectories(folder);
      DesiredConfig desired = new DesiredConfig(folder, clock);
      desired.load();
      return desired;
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private void load() throws IOException {
    if (Files.exists(report)) {
      try {
        reported = codec.read(Files.readString(report), ReportedConfig.class);
      } catch (ContractException e) {
        LOG.log(Level.WARNING, "{0} is damaged and made anew: {1}", report, e.getMessage());
        report(
            0,
            Files.exists(applied) ? State.APPLIED : State.LOCAL,
            ReportedConfig.NO_REVISION,
            List.of());
      }
    }
    if (reported.state() == State.TRIAL) {
      if (Files.exists(applied) && Files.exists(trial) && Files.mismatch(applied, trial) < 0) {
        report(reported.serial(), State.APPLIED, reported.revision(), List.of()); // as good as done
      } else {
        rollBack(List.of("the agent ended while this configuration was on trial"));
      }
    }
    Files.deleteIfExists(trial);
  }

  /** What was last reported; without a revision when nothing was. */
  public synchronized ReportedConfig reported() {
    return reported;
  }

  /** The text to run with: on trial, else the last good one, else none but the box's own file. */
  public synchronized Optional<String> text() {
    Path file = reported.state() == State.TRIAL ? trial : applied;
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Whether the text is one that has still to prove itself. */
  public synchronized boolean onTrial() {
    return reported.state() == State.TRIAL;
  }

  /** The desired one is not even tried. What runs goes on. */
  public synchronized void reject(long serial, String revision, List<String> reasons) {
    report(serial, State.REJECTED, revision, reasons);
  }

  /** From the next start on the text is tried. */
  public synchronized void stage(long serial, String text, String revision) {
    put(trial, text);
    report(serial, State.TRIAL, revision, List.of());
  }

  /** The text on trial is good. */
  public synchronized void confirm() {
    try {
      Files.copy(trial, part(applied), StandardCopyOption.REPLACE_EXISTING);
      sync(part(applied));
      Files.move(
          part(applied),
          applied,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(applied, e);
    }
    report(reported.serial(), State.APPLIED, reported.revision(), List.of());
  }

  /** The text on trial did not do; the one before is in force again. */
  public synchronized void rollBack(List<String> reasons) {
    report(reported.serial(), State.ROLLED_BACK, reported.revision(), reasons);
  }

  private void report(long serial, State state, String revision, List<String> reasons) {
    Instant now = clock.instant();
    ReportedConfig next =
        new ReportedConfig(ReportedConfig.VERSION, now, serial, state, revision, reasons);
    put(report, codec.write(next));
    reported = next;
  }

  private static void put(Path file, String text) {
    try {
      Path part = part(file);
      Files.writeString(part, text);
      sync(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static DesiredException failure(Path file, IOException e) {
    return new DesiredException(
        "%s cannot be kept (%s): make its folder writable by the agent's user, and free some room"
            .formatted(file, e),
        e);
  }
}
