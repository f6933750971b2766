package io.headcount.edge.uplink;

import io.headcount.contract.Birth;
import io.headcount.contract.Death;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.Will;
import io.headcount.edge.store.BootClock;
import io.headcount.edge.store.UplinkState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Gives each connection its number, its will and its birth. Thread-safe: the link asks for the
 * will, the sender for the birth.
 */
final class Births implements Function<List<Birth.Stream>, Birth>, AutoCloseable {
  /** A short break is no death. */
  private static final Duration WILL_DELAY = Duration.ofSeconds(30);

  private final DeviceAddress device;
  private final String epoch;
  private final BoxReport report;
  private final UplinkState state;
  private final InstantSource clock;
  private final BootClock boot;
  private final LongSupplier nanos;
  private final JsonCodec codec = new JsonCodec();
  private Spoken last = new Spoken(0, 0);

  /** The last connection that was announced, and when. Immutable. */
  record Spoken(long number, long nanos) {}

  /**
   * @param state its own, closed with this
   * @param clock that windows are stamped with
   */
  Births(
      DeviceAddress device,
      String epoch,
      BoxReport report,
      UplinkState state,
      InstantSource clock,
      BootClock boot,
      LongSupplier nanos) {
    this.device = device;
    this.epoch = epoch;
    this.report = report;
    this.state = state;
    this.clock = clock;
    this.boot = boot;
    this.nanos = nanos;
  }

  /** The will of a connection that is about to be tried. */
  synchronized Optional<Will> will() {
    last = new Spoken(state.nextBirthNumber(), nanos.getAsLong());
    return Optional.of(
        new Will(
            new Topic(device, Leaf.BIRTH).toString(),
            farewell(),
            Leaf.BIRTH.retained(),
            WILL_DELAY));
  }

  /** What is said when the box goes by itself. */
  synchronized byte[] farewell() {
    return codec.write(new Death(last.number())).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized Birth apply(List<Birth.Stream> streams) {
    last = new Spoken(last.number(), nanos.getAsLong());
    return new Birth(
            Birth.VERSION,
            last.number(),
            false,
            report.name(),
            report.software(),
            zone(),
            epoch,
            streams,
            report.revision(),
            report.cameras(),
            new Birth.Clock(clock.instant(), boot.bootId(), boot.uptimeMillis()))
        .with(report.certificates());
  }

  private String zone() {
    return report.zone().equals(ZoneOffset.UTC) ? "UTC" : report.zone().getId();
  }

  /** The last birth that was told. */
  synchronized Spoken last() {
    return last;
  }

  @Override
  public synchronized void close() {
    state.close();
  }
}
