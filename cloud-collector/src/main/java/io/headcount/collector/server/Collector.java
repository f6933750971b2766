package io.headcount.collector.server;

import io.headcount.collector.api.ApiServer;
import io.headcount.collector.api.LiveFeed;
import io.headcount.collector.broker.Access;
import io.headcount.collector.broker.EmbeddedBroker;
import io.headcount.collector.broker.Principal;
import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.history.DeviceCredentials;
import io.headcount.collector.history.History;
import io.headcount.collector.history.News;
import io.headcount.collector.history.Retention;
import io.headcount.collector.history.Roller;
import io.headcount.collector.ingest.Ingest;
import io.headcount.collector.ingest.IngestStatus;
import io.headcount.collector.people.People;
import io.headcount.collector.query.Limits;
import io.headcount.collector.query.Queries;
import io.headcount.contract.DeviceAddress;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.web.access.Passwords;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The whole collector, from {@link #start} to {@link #close}: history, broker, ingest, API.
 * Confined to the thread that starts it; its status may be asked for by any. Stops the other way
 * round, each part with a deadline.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Collector.class.getName());
  private static final Duration ROLL_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
  private static final Duration WARM_EVERY = Duration.ofHours(1); // the disk's cache is not ours
  private static final int HOURS_AT_ONCE = 200;
  private static final int ROWS_AT_ONCE = 10_000;

  private final Deque<Part> parts = new ArrayDeque<>(); // as many as there are
  private Optional<URI> broker = Optional.empty();
  private Optional<Ingest> ingest = Optional.empty();
  private Optional<URI> api = Optional.empty();

  private record Part(String name, AutoCloseable closing) {}

  private Collector() {}

  /** Starts everything; when a part fails to start, those that did are stopped again. */
  public static Collector start(CollectorConfig config, InstantSource clock, LongSupplier nanos) {
    return start(config, clock, nanos, _ -> {});
  }

  /**
   * Starts everything.
   *
   * @param also is told what was not known before, after it was stored; must not wait
   */
  public static Collector start(
      CollectorConfig config, InstantSource clock, LongSupplier nanos, Consumer<List<News>> also) {
    Collector collector = new Collector();
    try {
      collector.begin(config, clock, nanos, also);
      return collector;
    } catch (RuntimeException | Error e) {
      collector.close();
      throw e;
    }
  }

  private void begin(
      CollectorConfig config, InstantSource clock, LongSupplier nanos, Consumer<List<News>> also) {
    // what is kept
    History history = add("history", History.open(Settings.history(config), clock));
    Roller roller = history.roller();
    add("roller", new Chores("roller", ROLL_EVERY, () -> roller.rollSome(HOURS_AT_ONCE) > 0));
    Retention retention = history.retention();
    add(
        "retention",
        new Chores(
            "retention",
            SWEEP_EVERY,
            () -> retention.sweep(ROWS_AT_ONCE).minutes() >= ROWS_AT_ONCE));

    People people = People.of(history, Passwords.recommended(), clock, nanos);
    Duration audit = config.retention().audit();
    add("people", new Chores("people", SWEEP_EVERY, () -> people.forget(audit)));

    // what comes in
    LiveFeed feed = new LiveFeed();
    LinkOptions link =
        switch (config.broker()) {
          case BrokerConfig.Embedded embedded -> {
            EmbeddedBroker own =
                add(
                    "broker",
                    EmbeddedBroker.start(
                        Settings.broker(embedded, config.data()), entrance(history)));
            broker = Optional.of(Settings.mqtt(own.address()));
            yield Settings.link(config, own);
          }
          case BrokerConfig.External external -> Settings.link(config, external);
        };
    Ingest running =
        add(
            "ingest",
            Ingest.start(
                config.name(),
                history,
                link,
                Settings.writers(config),
                news -> {
                  feed.publish(news);
                  also.accept(news);
                },
                clock,
                nanos,
                RandomGenerator.getDefault()));
    ingest = Optional.of(running);

    // what is asked
    Queries queries = new Queries(history, clock, Limits.USUAL);
    add(
        "warm-up",
        new Chores(
            "warm-up",
            WARM_EVERY,
            WARM_EVERY,
            () -> {
              queries.overview().warm();
              return false;
            }));
    SigningKey key = SigningKey.open(Settings.signingKey(config));
    ApiServer server =
        add(
            "API",
            served(
                config,
                new ApiServer.Sources(
                    history,
                    people,
                    queries,
                    feed,
                    new SignedOrders(history, key, running),
                    new IngestMetrics(running::status),
                    clock,
                    nanos)));
    api = Optional.of(server.address());
  }

  private static ApiServer served(CollectorConfig config, ApiServer.Sources sources) {
    try {
      return ApiServer.start(Settings.api(config), sources);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new CollectorException(String.valueOf(e.getMessage()), e); // names the cure
    }
  }

  /** Boxes enter with the credentials that 'headcount-collector device add' made. */
  private static Access entrance(History history) {
    DeviceCredentials credentials = history.credentials();
    return (user, password, clientId) -> {
      if (!credentials.valid(user, new String(password))) {
        return Optional.empty();
      }
      DeviceAddress device = DeviceAddress.parse(user);
      return Optional.of(new Principal.Device(device.tenant(), device.store(), device.device()));
    };
  }

  /** Where boxes find the embedded broker; absent when it is another one. */
  public Optional<URI> broker() {
    return broker;
  }

  /** Where the API is. */
  public URI api() {
    return api.orElseThrow();
  }

  public IngestStatus status() {
    return ingest.orElseThrow().status();
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
