package io.headcount.edge.uplink;

import io.headcount.contract.ContractException;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Range;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.contract.homeassistant.Discovery;
import io.headcount.contract.homeassistant.Message;
import io.headcount.delivery.link.Session;
import io.headcount.delivery.sender.SenderLoop;
import io.headcount.delivery.sender.SenderStatus;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.store.ClockLog;
import io.headcount.edge.store.ClockMeasurement;
import io.headcount.edge.store.StateReader;
import io.headcount.edge.store.StoreException;
import io.headcount.edge.store.UplinkState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All that a box says beside its records, and what it is told to do: health, the day so far, its
 * configuration, replies, sensors for Home Assistant, and how wrong its clock was. Runs on the
 * thread {@code uplink-clerk}; what others call only puts a note into its queue.
 */
final class Clerk implements Runnable, AutoCloseable {
  private static final Logger LOG = System.getLogger(Clerk.class.getName());
  private static final Duration HEALTH_EVERY = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  /** More notes than this wait only when the disk hangs; health and orders come again. */
  private static final int MOST_NOTES = 64;

  private final DeviceAddress device;
  private final BoxReport report;
  private final BoxControl control;
  private final SenderLoop sender;
  private final StateReader reader;
  private final UplinkState state;
  private final ClockLog clocks;
  private final SteadyClock clock;
  private final Births births;
  private final Orders orders;
  private final boolean homeAssistant;
  private final LongSupplier nanos;
  private final JsonCodec codec = new JsonCodec();
  private final BlockingQueue<Note> notes = new ArrayBlockingQueue<>(MOST_NOTES);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<Session> session = Optional.empty();
  private Optional<ClockMeasurement> measured = Optional.empty();
  private long nextHealth;
  private volatile boolean closing;

  /** Something to do. */
  private interface Note {
    void act();
  }

  Clerk(
      UplinkConfig config,
      BoxReport report,
      BoxControl control,
      SenderLoop sender,
      StateReader reader,
      UplinkState state,
      ClockLog clocks,
      SteadyClock clock,
      Births births,
      LongSupplier nanos) {
    this.device = config.device();
    this.homeAssistant = config.homeAssistant();
    this.report = report;
    this.control = control;
    this.sender = sender;
    this.reader = reader;
    this.state = state;
    this.clocks = clocks;
    this.clock = clock;
    this.births = births;
    this.nanos = nanos;
    this.nextHealth = nanos.getAsLong();
    this.orders = new Orders(device, config.collectorKey(), state, control, new Carried());
  }

  void connected(Session with) {
    note(
        () -> {
          session = Optional.of(with);
          nextHealth = nanos.getAsLong();
          reportConfig();
          announce();
          today();
        });
  }

  void disconnected() {
    note(() -> session = Optional.empty());
  }

  void desired(byte[] payload) {
    note(
        () -> {
          orders.desired(payload);
          reportConfig();
        });
  }

  void command(byte[] payload) {
    note(() -> publish(Leaf.REPLY, codec.write(orders.command(payload, trueTime()))));
  }

  void measured(ClockMeasurement measurement) {
    note(
        () -> {
          measured = Optional.of(measurement);
          tellClock();
        });
  }

  /** A minute closed. */
  void counted() {
    note(this::today);
  }

  /** What became of the desired configuration has changed. */
  void configured() {
    note(this::reportConfig);
  }

  private void note(Note note) {
    if (!notes.offer(note)) {
      LOG.log(Level.WARNING, "the uplink's clerk is behind: something was not said");
    }
  }

  @Override
  public void run() {
    try {
      attempt(() -> clocks.begin(clock.instant(), clock.instant()));
      while (!closing) {
        Note note = notes.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        attempt(note == null ? this::look : note);
        if (nanos.getAsLong() - nextHealth >= 0) {
          attempt(this::everyMinute);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clocks.close();
      state.close();
      stopped.countDown();
    }
  }

  /** A clock that jumped ahead shows something else from then on. */
  private void look() {
    for (Instant since : clock.takeJumps()) {
      clocks.begin(since, clock.instant());
    }
  }

  /** What goes wrong with one note does not keep the others from being done. */
  private static void attempt(Note note) {
    try {
      note.act();
    } catch (StoreException | ContractException e) {
      LOG.log(Level.WARNING, "the uplink leaves something out: {0}", e.getMessage());
    } catch (RuntimeException e) {
      // the edge of the thread
      LOG.log(Level.ERROR, "the uplink leaves something out", e);
    }
  }

  private void everyMinute() {
    nextHealth = nanos.getAsLong() + HEALTH_EVERY.toNanos();
    look();
    clocks.follow();
    tellClock();
    health();
  }

  private void tellClock() {
    if (measured.isPresent() && clocks.tell(measured.get()) > 0) {
      sender.appended();
    }
  }

  private Instant trueTime() {
    return clock.instant().plus(measured.map(ClockMeasurement::offset).orElse(Duration.ZERO));
  }

  private void health() {
    long backlog = sender.status().streams().stream().mapToLong(SenderStatus.Stream::backlog).sum();
    BoxReport.Stored stored =
        new BoxReport.Stored(backlog, state.storedBytes(), state.coarsened(), state.evicted());
    publish(Leaf.HEALTH, codec.write(report.health(stored)));
  }

  private void today() {
    publish(Leaf.STATE, codec.write(report.today()));
  }

  private void reportConfig() {
    ReportedConfig said = control.reported();
    publish(
        Leaf.CONFIG_REPORTED,
        codec.write(
            new ReportedConfig(
                said.v(),
                said.at(),
                said.serial(),
                said.state(),
                report.revision(),
                said.reasons())));
  }

  private void announce() {
    Set<String> known = state.discoveryTopics();
    List<Message> messages =
        homeAssistant ? Discovery.messages(device, births.apply(List.of())) : List.of();
    if (known.isEmpty() && messages.isEmpty()) {
      return;
    }
    Set<String> wanted = new TreeSet<>(messages.stream().map(Message::topic).toList());
    Set<String> all = new TreeSet<>(known);
    all.addAll(wanted);
    state.setDiscoveryTopics(all); // before they are told: what is told is never forgotten
    Discovery.vanished(known, messages).forEach(topic -> publish(topic, "", true));
    messages.forEach(message -> publish(message.topic(), message.payload(), true));
    state.setDiscoveryTopics(wanted);
  }

  private void publish(Leaf leaf, String text) {
    publish(new Topic(device, leaf).toString(), text, leaf.retained());
  }

  /** What the connection does not take now is said again within a minute, or asked for again. */
  private void publish(String topic, String text, boolean retained) {
    session.ifPresent(
        with -> with.publish(topic, text.getBytes(StandardCharsets.UTF_8), retained, _ -> {}));
  }

  private final class Carried implements Orders.Work {
    @Override
    public String pong() {
      return "agent %s of %s".formatted(report.software(), report.name());
    }

    @Override
    public void health() {
      Clerk.this.health();
    }

    @Override
    public long replay(Instant from, Instant to) {
      Optional<Range> range = reader.numbers(from, to);
      if (range.isPresent() && !sender.replay(StreamName.WINDOWS, range.get())) {
        throw new IllegalStateException("too many replays wait: ask again later");
      }
      return range.map(numbers -> numbers.to() - numbers.from() + 1).orElse(0L);
    }
  }

  /** Ends after the note it is at. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!stopped.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "the uplink's clerk did not stop within {0}", STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
