package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The history of all stores. Everything that came in and was not new changes nothing; everything
 * that is told to be stored survives a power cut. Thread-safe.
 */
public final class History implements AutoCloseable {
  private final Database database;
  private final Ingest ingest;
  private final InstantSource clock;
  private final HistoryOptions options;

  private History(HistoryOptions options, Database database, InstantSource clock) {
    this.options = options;
    this.database = database;
    this.clock = clock;
    this.ingest = new Ingest(database, options.keep());
  }

  /**
   * Opens the history; makes it where there is none, brings it up to date where it is older.
   *
   * @throws HistoryException when the database cannot be used; retryable when it is only away
   */
  public static History open(HistoryOptions options, InstantSource clock) {
    Database database = Database.open(options.storage());
    try {
      Generation.ensure(database, clock.instant());
      return new History(options, database, clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Which SQLite the program brings along. */
  public static String sqliteVersion() {
    return "SQLite " + SQLiteJDBCLoader.getVersion();
  }

  /** Which database this is, and its version. */
  public String version() {
    return database.version();
  }

  /** Which life of the database this is; a restore makes a new one. */
  public String generation() {
    return Generation.read(database);
  }

  /**
   * Stores what devices said, in one transaction; what is stored already changes nothing. A message
   * that cannot be stored is isolated and becomes a dead letter. When this returns, all of it may
   * be acknowledged.
   *
   * @throws HistoryException retryable when the database is away or full: nothing was stored
   */
  public Ingested ingest(List<Received> messages) {
    return ingest.ingest(messages);
  }

  /** What is stored of a device; absent when nothing ever came from it. */
  public Optional<Standing> standing(DeviceAddress device) {
    return ingest.standing(device);
  }

  /** Sums up what changed. */
  public Roller roller() {
    return new Roller(database);
  }

  /** Deletes what is old enough. */
  public Retention retention() {
    return new Retention(database, options.keep(), clock);
  }

  /** Copies the history while it is written. */
  public Backup backup() {
    return new Backup(database);
  }

  public ApiTokens tokens() {
    return new ApiTokens(database, clock);
  }

  public DeviceCredentials credentials() {
    return new DeviceCredentials(database, clock);
  }

  public Commands commands() {
    return new Commands(database, clock);
  }

  public DesiredConfigs desiredConfigs() {
    return new DesiredConfigs(database, clock);
  }

  public Places places() {
    return new Places(database);
  }

  public Pictures pictures() {
    return new Pictures(database, clock);
  }

  public Sales sales() {
    return new Sales(database);
  }

  /** Forgets what could not be taken in, once somebody has looked at it. */
  public PutAside putAside() {
    return new PutAside(database);
  }

  /** Answers questions that see one state and change nothing; only {@code query} asks here. */
  public <T> T read(Function<Handle, T> question) {
    return database.read(question::apply);
  }

  /** Changes all of it or, when anything is thrown, nothing; only {@code people} changes here. */
  public <T> T write(Function<Handle, T> change) {
    return database.write(change::apply);
  }

  /** For what else reads the history; all of it lives in this package. */
  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
  }
}
