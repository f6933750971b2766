package io.headcount.edge.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tells on standard error how far long work is: in place on a terminal, now and then elsewhere.
 * Confined to one thread. Work of under two seconds is done in silence.
 */
final class Progress implements AutoCloseable {
  private static final long SILENT = Duration.ofSeconds(2).toNanos();
  private static final long ON_TERMINAL = Duration.ofMillis(250).toNanos();
  private static final long ELSEWHERE = Duration.ofSeconds(10).toNanos();

  private final PrintWriter err;
  private final LongSupplier nanos;
  private final boolean terminal;
  private final long begun;
  private long told;
  private boolean drawn;

  Progress(PrintWriter err, LongSupplier nanos, boolean terminal) {
    this.err = err;
    this.nanos = nanos;
    this.terminal = terminal;
    this.begun = nanos.getAsLong();
    this.told = begun;
  }

  static Progress of(PrintWriter err) {
    return new Progress(err, System::nanoTime, onTerminal());
  }

  /** Whether a person is watching. */
  static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  double seconds() {
    return (nanos.getAsLong() - begun) / 1e9;
  }

  /** So many frames are done, the newest at this media time. */
  void frames(long frames, Duration media) {
    long now = nanos.getAsLong();
    if (now - begun < SILENT || now - told < (terminal ? ON_TERMINAL : ELSEWHERE)) {
      return;
    }
    told = now;
    String text =
        "%,d frames, %d:%02d of video, %.1f frames/s"
            .formatted(frames, media.toMinutes(), media.toSecondsPart(), frames / seconds());
    if (terminal) {
      err.print("\r\u001b[K" + text);
      drawn = true;
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
