package io.headcount.collector.server;

import io.headcount.collector.broker.BrokerOptions;
import io.headcount.collector.broker.EmbeddedBroker;
import io.headcount.collector.broker.Principal;
import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.DatabaseConfig;
import io.headcount.collector.history.History;
import io.headcount.collector.ingest.Ingest;
import io.headcount.collector.ingest.IngestStatus;
import io.headcount.contract.ContractException;
import io.headcount.contract.DeviceAddress;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.TlsFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The whole collector, from {@link #start} to {@link #close}: history, broker, ingest, API. Confined
 * to the thread that starts it; its status may be asked for by any. Stops the other way round, each
 * part with a deadline.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Collector.class.getName());
  private static final Duration ROLL_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
  private static final int HOURS_AT_ONCE = 200;
  private static final int ROWS_AT_ONCE = 10_000;

  private final Deque<Part> parts = new ArrayDeque<>(); // as many as there are
  private Optional<EmbeddedBroker> broker = Optional.empty();
  private Optional<Ingest> ingest = Optional.empty();
  private Optional<URI> api = Optional.empty();

  private record Part(String name, AutoCloseable closing) {}

  private Collector() {}

  /** Starts everything; when a part fails to start, those that did are stopped again. */
  public static Collector start(CollectorConfig config, InstantSource clock, LongSupplier nanos) {
    Collector collector = new Collector();
    try {
      collector.begin(config, clock, nanos);
      return collector;
    } catch (RuntimeException | Error e) {
      collector.close();
      throw e;
    }
  }

  private void begin(CollectorConfig config, InstantSource clock, LongSupplier nanos) {
    SigningKey key = SigningKey.open(config.data().resolve("signing.key"));

    // what is kept
    History history = add("history", History.open(Settings.history(config), clock));
    var roller = history.roller();
    add("roller", new Chores("roller", ROLL_EVERY, () -> roller.rollSome(HOURS_AT_ONCE) > 0));
    var retention = history.retention();
    add(
        "retention",
        new Chores(
            "retention", SWEEP_EVERY, () -> retention.sweep(ROWS_AT_ONCE).minutes() >= ROWS_AT_ONCE));
  }

  private <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closing().close();
      } catch (Exception e) { // what AutoCloseable says; each part of ours throws unchecked ones
        LOG.log(Level.ERROR, part.name() + " did not stop well", e);
      }
    }
  }
}
