package io.headcount.bench.delivery;

import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.DatabaseConfig;
import io.headcount.collector.config.HttpConfig;
import io.headcount.collector.config.RetentionConfig;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Storage;
import io.headcount.collector.server.Collector;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The collector in this process, with SQLite, which may be stopped and started again. Confined to
 * the test thread.
 */
final class LocalCollector implements AutoCloseable {
  /** The made-up minutes are old. */
  private static final Duration LONG = Duration.ofDays(36_500);

  private final CollectorConfig config;
  private final Path file;
  private final Time time;
  private Optional<Collector> running = Optional.empty();

  /** How a row of some table is read. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * A collector that does not run yet.
   *
   * @param remembered how long the broker keeps its session
   */
  LocalCollector(Path data, URI broker, Duration remembered, Time time) {
    this.file = data.resolve("history.db");
    this.time = time;
    this.config =
        new CollectorConfig(
            "main",
            data,
            new DatabaseConfig.Sqlite(file),
            new BrokerConfig.External(
                broker,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BrokerConfig.DEFAULT_RECEIVE_MAXIMUM,
                remembered),
            new HttpConfig(
                InetAddress.ofLiteral("127.0.0.1"),
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()),
            new RetentionConfig(LONG, LONG, Optional.empty(), LONG, LONG),
            List.of());
  }

  LocalCollector(Path data, URI broker) {
    this(data, broker, Duration.ZERO, new Time());
  }

  Path file() {
    return file;
  }

  Path data() {
    return config.data();
  }

  Storage storage() {
    return new Storage.Sqlite(file);
  }

  void start() {
    running = Optional.of(Collector.start(config, time, time::nanos));
  }

  void stop() {
    running.ifPresent(Collector::close);
    running = Optional.empty();
  }

  boolean connected() {
    return running.orElseThrow().status().connected();
  }

  URI api() {
    return running.orElseThrow().api();
  }

  /** Its history, beside it. */
  History history() {
    return History.open(new HistoryOptions(storage()), time);
  }

  /** Reads its database, as it is on the disk. */
  <T> List<T> rows(String sql, Reading<T> reading) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?mode=ro");
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(reading.of(row));
      }
    }
    return rows;
  }

  long number(String sql) throws SQLException {
    return rows(sql, row -> row.getLong(1)).getFirst();
  }

  @Override
  public void close() {
    stop();
  }
}
