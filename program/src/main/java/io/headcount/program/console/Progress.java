package io.headcount.program.console;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells on standard error how far long work is: in place on a terminal, now and then elsewhere.
 * Confined to one thread. Work of under two seconds is done in silence.
 */
public final class Progress implements AutoCloseable {
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

  public static Progress of(PrintWriter err) {
    return new Progress(err, System::nanoTime, onTerminal());
  }

  /** Whether a person is watching. */
  public static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** How long the work has taken, in seconds. */
  public double seconds() {
    return (nanos.getAsLong() - begun) / 1e9;
  }

  /** May be called at every step; the text is asked for only when it is told. */
  public void tell(Supplier<String> step) {
    long now = nanos.getAsLong();
    if (now - begun < SILENT || now - told < (terminal ? ON_TERMINAL : ELSEWHERE)) {
      return;
    }
    told = now;
    if (terminal) {
      err.print("\r\u001b[K" + step.get());
      drawn = true;
    } else {
      err.println(step.get());
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
