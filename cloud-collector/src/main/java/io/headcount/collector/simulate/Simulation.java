package io.headcount.collector.simulate;

import io.headcount.contract.DeviceAddress;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.sender.SenderStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A chain of shops that does not exist, sending to a real collector. Confined to the thread that
 * steps it.
 */
public final class Simulation implements AutoCloseable {
  /** Every box is the only one of its store. */
  public static final String DEVICE = "box-1";

  private static final Duration CONNECTING = Duration.ofMillis(10); // between two boxes
  private static final double FAULTS_A_SECOND = 0.03; // of each box
  private static final double BACK_A_SECOND = 0.1;

  private final Plan plan;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Instant started;
  private final List<SimulatedBox> boxes;
  private Instant stepped;
  private int begun;

  /**
   * What is simulated. Immutable.
   *
   * @param tenant of all stores
   * @param days before today that are sent as well
   * @param pace how time goes on
   * @param faults outages, wrong clocks, duplicates
   * @param links how each box connects
   */
  public record Plan(
      Fleet fleet,
      String tenant,
      int days,
      Pace pace,
      boolean faults,
      Function<DeviceAddress, LinkOptions> links) {
    public Plan {
      if (days < 0 || days > MOST_DAYS) {
        throw new IllegalArgumentException(
            "%d days before today: ask for 0 to %d".formatted(days, MOST_DAYS));
      }
    }

    private static final int MOST_DAYS = 700;
  }

  /** How time goes on. */
  public sealed interface Pace {
    /**
     * It stands still: what has passed is a backlog, and when it is sent all is done. Immutable.
     */
    record Still() implements Pace {}

    /** As it does, for ever; what has passed is a backlog. Immutable. */
    record Live() implements Pace {}

    /**
     * The days before now are lived through so many times as fast as real ones, then all is done.
     * Immutable.
     */
    record Times(double factor) implements Pace {
      public Times {
        if (!(factor >= 1 && factor <= 1_000_000)) {
          throw new IllegalArgumentException("x" + factor + ": give a factor from 1 to 1000000");
        }
      }
    }
  }

  /**
   * How far it is. Immutable.
   *
   * @param connected boxes
   * @param rows that were made
   * @param acked rows that the collector has stored
   * @param resent batches
   * @param done nothing more will come
   * @param trouble what keeps a box from sending
   */
  public record Progress(
      int connected, long rows, long acked, long resent, boolean done, Optional<String> trouble) {}

  /**
   * What a store sent, to be compared with what the collector has. Immutable.
   *
   * @param in all who came in from {@code first} on until now
   */
  public record StoreSum(
      String store, LocalDate first, Instant until, long rows, long in, long out) {}

  /** Makes all boxes; {@link #step} connects them one after the other. */
  public Simulation(Plan plan, InstantSource clock, RandomGenerator random) {
    this.plan = plan;
    this.clock = clock;
    this.random = random;
    this.started = clock.instant();
    this.stepped = started;
    boxes = new ArrayList<>();
    for (Shop shop : plan.fleet().shops()) {
      DeviceAddress address = new DeviceAddress(plan.tenant(), shop.id(), DEVICE);
      boxes.add(
          new SimulatedBox(
              shop,
              address,
              plan.links().apply(address),
              first(shop),
              plan.faults(),
              clock,
              new SplittableRandom(random.nextLong())));
    }
  }

  private LocalDate first(Shop shop) {
    return LocalDate.ofInstant(started, shop.zone()).minusDays(plan.days());
  }

  /** The boxes' devices. */
  public static List<DeviceAddress> devices(Fleet fleet, String tenant) {
    return fleet.shops().stream()
        .map(shop -> new DeviceAddress(tenant, shop.id(), DEVICE))
        .toList();
  }

  /** Lets time pass for all boxes; to be called some times a second. */
  public void step() {
    Instant now = clock.instant();
    double seconds = Duration.between(stepped, now).toNanos() / 1e9;
    stepped = now;
    long due = Duration.between(started, now).dividedBy(CONNECTING) + 1;
    for (; begun < boxes.size() && begun < due; begun++) {
      SimulatedBox box = boxes.get(begun);
      box.pass(time(box, now));
      box.connect();
    }
    for (SimulatedBox box : boxes.subList(0, begun)) {
      box.pass(time(box, now));
      if (plan.faults()) {
        fault(box, seconds);
      }
    }
  }

  /** What time it is in a shop. */
  private Instant time(SimulatedBox box, Instant now) {
    Instant start = started.truncatedTo(ChronoUnit.MINUTES);
    return switch (plan.pace()) {
      case Pace.Still _ -> start;
      case Pace.Live _ -> now.truncatedTo(ChronoUnit.MINUTES);
      case Pace.Times times -> {
        Instant first = first(box.shop()).atStartOfDay(box.shop().zone()).toInstant();
        double nanos = Duration.between(started, now).toNanos() * times.factor();
        Instant there = first.plusSeconds((long) (nanos / 1e9));
        yield there.isBefore(start) ? there.truncatedTo(ChronoUnit.MINUTES) : start;
      }
    };
  }

  private void fault(SimulatedBox box, double seconds) {
    if (!box.linked()) {
      if (random.nextDouble() < BACK_A_SECOND * seconds) {
        box.connect();
      }
    } else if (random.nextDouble() < FAULTS_A_SECOND * seconds) {
      if (random.nextBoolean()) {
        box.disconnect();
      } else {
        box.repeat();
      }
    }
  }

  /** How far it is. */
  public Progress progress() {
    int connected = 0;
    long rows = 0;
    long acked = 0;
    long resent = 0;
    boolean through = begun == boxes.size() && !(plan.pace() instanceof Pace.Live);
    Optional<String> trouble = Optional.empty();
    Instant end = started.truncatedTo(ChronoUnit.MINUTES);
    for (SimulatedBox box : boxes) {
      connected += box.connected() ? 1 : 0;
      SenderStatus status = box.status();
      SenderStatus.Stream stream = status.streams().getFirst();
      rows += stream.next() - 1;
      acked += stream.acked();
      resent += status.resent();
      through = through && box.through(end);
      trouble = trouble.or(box::trouble).or(() -> status.problem().map(SenderStatus.Problem::text));
    }
    return new Progress(connected, rows, acked, resent, through, trouble);
  }

  /** What each store sent, or will have sent when all is acknowledged. */
  public List<StoreSum> sums() {
    List<StoreSum> sums = new ArrayList<>();
    for (SimulatedBox box : boxes) {
      LocalDate first = first(box.shop());
      ShopMinutes minutes = new ShopMinutes(box.shop());
      ShopMinutes.Doors before =
          minutes.doorsBefore(first.atStartOfDay(box.shop().zone()).toInstant());
      ShopMinutes.Doors after = minutes.doorsBefore(box.now());
      sums.add(
          new StoreSum(
              box.shop().id(),
              first,
              box.now(),
              box.status().streams().getFirst().next() - 1,
              after.in() - before.in(),
              after.out() - before.out()));
    }
    return sums;
  }

  /** Disconnects all boxes. */
  @Override
  public void close() {
    List<Thread> closing =
        boxes.stream().map(box -> Thread.ofVirtual().name("close").start(box::close)).toList();
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
