package io.headcount.bench.delivery;

import io.headcount.contract.CountWindow;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.SenderStatus;
import io.headcount.edge.config.UplinkConfig;
import io.headcount.edge.journal.SteadyClock;
import io.headcount.edge.store.Commit;
import io.headcount.edge.store.Keep;
import io.headcount.edge.store.Snapshot;
import io.headcount.edge.store.StateDb;
import io.headcount.edge.uplink.BoxControl;
import io.headcount.edge.uplink.BoxUplink;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A box without cameras in this process: the agent's real database and uplink, and minutes that the
 * test makes up. Confined to the test thread.
 */
final class LocalBox implements AutoCloseable {
  private static final long BUDGET = 1L << 30;
  private static final int ROWS_AT_ONCE = 5_000;

  private final Path data;
  private final DeviceAddress device;
  private final Time time;
  private final StateDb database;
  private final SteadyClock clock;
  private Optional<BoxUplink> uplink = Optional.empty();

  private LocalBox(Path data, DeviceAddress device, Time time, StateDb database) {
    this.data = data;
    this.device = device;
    this.time = time;
    this.database = database;
    this.clock = SteadyClock.start(time::shown, time::nanos, data.resolve("time.mark"));
  }

  static LocalBox open(Path data, String name, Time time) {
    return new LocalBox(
        data,
        new DeviceAddress("chain", "store", name),
        time,
        StateDb.open(data.resolve("state.db"), time));
  }

  static LocalBox open(Path data, String name) {
    return open(data, name, new Time());
  }

  Path file() {
    return data.resolve("state.db");
  }

  DeviceAddress device() {
    return device;
  }

  SteadyClock clock() {
    return clock;
  }

  void connect(URI broker) {
    connect(broker, Optional.empty(), BoxControl.fixed(time));
  }

  /**
   * Starts sending.
   *
   * @param key of the collector that may give orders
   */
  void connect(URI broker, Optional<PublicKey> key, BoxControl control) {
    UplinkConfig plain = SyntheticBox.config(broker, device, BUDGET);
    uplink =
        Optional.of(
            BoxUplink.start(
                new UplinkConfig(
                    plain.broker(),
                    plain.device(),
                    plain.username(),
                    plain.password(),
                    plain.authorities(),
                    plain.certificate(),
                    key,
                    plain.budget(),
                    plain.events(),
                    plain.homeAssistant()),
                file(),
                new SyntheticBox.Report(device, time),
                control,
                clock,
                time.bootClock(),
                time::nanos,
                RandomGenerator.getDefault()));
  }

  BoxUplink uplink() {
    return uplink.orElseThrow();
  }

  boolean connected() {
    return uplink().status().sender().connectedSince().isPresent();
  }

  /** Where the windows stand, as the sender sees them. */
  SenderStatus.Stream windows() {
    return uplink().status().sender().streams().getFirst();
  }

  /** Whether the collector has all of it, and the database knows. */
  boolean acknowledged() throws SQLException {
    return Books.acknowledged(file());
  }

  /** Reads its database, as it is on the disk. */
  long number(String sql) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file().toUri() + "?mode=ro");
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  /** Closes minutes of both cameras at once, those of {@link SyntheticBox#window}. */
  void count(long from, int minutes) {
    List<CountWindow> windows = new ArrayList<>();
    for (long minute = from; minute < from + minutes; minute++) {
      windows.add(SyntheticBox.window("door", minute));
      windows.add(SyntheticBox.window("tills", minute));
    }
    store(windows);
  }

  void store(List<CountWindow> windows) {
    long position = database.snapshot().map(Snapshot::position).orElse(0L);
    database.commit(
        new Commit(windows, List.of(), List.of(), new Snapshot(position + 1, "revision", "{}")));
    uplink.ifPresent(BoxUplink::counted);
  }

  /** Keeps the database within a budget, as the agent does. */
  void trim(long budget, Instant now) {
    Keep keep = new Keep.ForCollector(Duration.ofDays(3650), budget, Set.of(StreamName.WINDOWS));
    while (database.trim(keep, now, ROWS_AT_ONCE) >= ROWS_AT_ONCE) {
      // until it is
    }
  }

  void disconnect() {
    uplink.ifPresent(BoxUplink::close);
    uplink = Optional.empty();
  }

  @Override
  public void close() {
    disconnect();
    database.close();
  }
}
