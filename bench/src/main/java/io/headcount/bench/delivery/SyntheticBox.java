package io.headcount.bench.delivery;

import io.headcount.contract.Birth;
import io.headcount.contract.CountWindow;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Health;
import io.headcount.contract.LineCount;
import io.headcount.contract.StoreDay;
import io.headcount.contract.StreamName;
import io.headcount.contract.ZoneCount;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.store.BootClock;
import io.headcount.edge.store.Commit;
import io.headcount.edge.store.Keep;
import io.headcount.edge.store.Snapshot;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.uplink.BoxControl;
import io.headcount.edge.uplink.BoxReport;
import io.headcount.edge.uplink.BoxUplink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A box without cameras: the agent's real database and uplink, and made-up minutes that close many
 * times a second. A program of its own, so that it can be killed. Minute n always says the same, so
 * a restart goes on where the database ends.
 */
final class SyntheticBox {
  /** The made-up minutes begin here; far from today, so that no clock's minute is among them. */
  static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

  private SyntheticBox() {}

  /**
   * Arguments: data folder, broker, tenant/store/device, minutes a second or 0 to count no more,
   * budget in bytes.
   */
  public static void main(String[] args) throws InterruptedException {
    Path data = Path.of(args[0]);
    DeviceAddress device = DeviceAddress.parse(args[2]);
    double rate = Double.parseDouble(args[3]);
    UplinkConfig config = config(URI.create(args[1]), device, Long.parseLong(args[4]));
    InstantSource wall = InstantSource.system();
    StateDb database = StateDb.open(data.resolve("state.db"), wall);
    SteadyClock clock = SteadyClock.start(wall, System::nanoTime, data.resolve("time.mark"));
    BoxUplink uplink =
        BoxUplink.start(
            config,
            data.resolve("state.db"),
            new Report(device, wall),
            BoxControl.fixed(wall),
            clock,
            BootClock.linux(),
            System::nanoTime,
            RandomGenerator.getDefault());
    Keep keep =
        new Keep.ForCollector(Duration.ofDays(3650), config.budget(), Set.of(StreamName.WINDOWS));
    long minute = database.snapshot().map(Snapshot::position).orElse(0L);
    while (rate == 0) {
      Thread.sleep(Duration.ofSeconds(1));
    }
    while (true) {
      List<CountWindow> windows = List.of(window("door", minute), window("tills", minute));
      minute++;
      database.commit(new Commit(windows, List.of(), List.of(), new Snapshot(minute, "r", "{}")));
      uplink.counted();
      if (minute % 500 == 0) {
        database.trim(keep, BEGIN.plus(Duration.ofMinutes(minute)), 5_000);
      }
      Thread.sleep(Duration.ofNanos(Math.round(1e9 / rate)));
    }
  }

  static UplinkConfig config(URI broker, DeviceAddress device, long budget) {
    return new UplinkConfig(
        broker,
        device,
        device.toString(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        budget,
        false,
        false);
  }

  /** Minute n of a camera; the same whenever it is asked for. */
  static CountWindow window(String camera, long minute) {
    long mixed = (minute + camera.hashCode()) * 0x9E3779B97F4A7C15L;
    int in = (int) (mixed >>> 60);
    int out = (int) (mixed >>> 56) & 15;
    return new CountWindow(
        CountWindow.VERSION,
        camera,
        BEGIN.plus(Duration.ofMinutes(minute)),
        0,
        1,
        600,
        "revision",
        List.of(new LineCount("line", "every_crossing", in, out, minute * 16, minute * 16)),
        List.of(new ZoneCount("zone", "product", in, out, in * 4.5, 1.25, 3)),
        0);
  }

  /** What such a box says of itself. Immutable. */
  record Report(DeviceAddress device, InstantSource clock) implements BoxReport {
    @Override
    public String name() {
      return device.device();
    }

    @Override
    public String software() {
      return "bench";
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.UTC;
    }

    @Override
    public String revision() {
      return "revision";
    }

    @Override
    public List<Birth.Camera> cameras() {
      return List.of();
    }

    @Override
    public StoreDay today() {
      return new StoreDay(StoreDay.VERSION, clock.instant(), "2025-01-01", false, List.of());
    }

    @Override
    public List<Birth.Certificate> certificates() {
      return List.of();
    }

    @Override
    public Health health(Stored stored) {
      return new Health(
          Health.VERSION,
          clock.instant(),
          0,
          stored.backlog(),
          stored.bytes(),
          stored.bytes(),
          stored.coarsened(),
          stored.evicted(),
          List.of(),
          List.of());
    }
  }
}
