package io.headcount.edge.status;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The newest reading of the machine, refreshed in the background when somebody asks and it is older
 * than {@link #MAX_AGE}. Thread-safe; asking never waits and never fails.
 */
final class HostReadings {
  static final Duration MAX_AGE = Duration.ofSeconds(5);
  private static final Logger LOG = System.getLogger(HostReadings.class.getName());

  private final Supplier<Supplier<HostReading>> openProbe;
  private final LongSupplier nanos;
  private final Executor background;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile Stamped newest;
  // written by the one refresh that runs
  private volatile Optional<Supplier<HostReading>> probe = Optional.empty();
  private volatile boolean failed;

  private record Stamped(HostReading reading, long at, boolean first) {}

  /**
   * @param openProbe makes the probe when it is first needed, which may take a second
   * @param background where readings are taken, one at a time
   */
  HostReadings(Supplier<Supplier<HostReading>> openProbe, LongSupplier nanos, Executor background) {
    this.openProbe = openProbe;
    this.nanos = nanos;
    this.background = background;
    newest = new Stamped(HostReading.ofRuntime(), nanos.getAsLong(), true);
  }

  HostReading newest() {
    Stamped known = newest;
    boolean stale = known.first() || nanos.getAsLong() - known.at() >= MAX_AGE.toNanos();
    if (stale && reading.compareAndSet(false, true)) {
      background.execute(this::refresh);
    }
    return newest.reading();
  }

  private void refresh() {
    HostReading fresh = HostReading.ofRuntime();
    try {
      if (probe.isEmpty()) {
        probe = Optional.of(openProbe.get());
      }
      fresh = probe.orElseThrow().get();
      failed = false;
    } catch (RuntimeException | LinkageError e) {
      // natives may be missing, and a hardened service may not read everything
      if (!failed) {
        failed = true;
        LOG.log(Level.WARNING, "memory, load and temperature of this machine cannot be read", e);
      }
    } finally {
      newest = new Stamped(fresh, nanos.getAsLong(), false);
      reading.set(false);
    }
  }
}
