package io.headcount.edge.store;

import io.headcount.contract.Leaf;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The small things that must outlive a restart for the connection to the collector. Confined to the
 * sender's thread.
 */
public final class UplinkState implements AutoCloseable {
  private final Database db;

  private UplinkState(Database db) {
    this.db = db;
  }

  /** Opens it in a database that {@link StateDb} has opened before. */
  public static UplinkState open(Path file) {
    return new UplinkState(Database.open(file));
  }

  /** The number of the next connection: 1 is the first, and none comes twice. */
  public long nextBirthNumber() {
    return db.change(
        () -> {
          db.execute("UPDATE counter SET value = value + 1 WHERE name = 'births'");
          return value("births");
        });
  }

  /**
   * The highest serial that was carried out of what came on a topic; 0 when none was.
   *
   * @param topic {@link Leaf#CMD} or {@link Leaf#CONFIG_DESIRED}
   */
  public long lastSerial(Leaf topic) {
    return look(counter(topic));
  }

  /** Remembers a serial for good, unless a higher one is remembered. */
  public void setSerial(Leaf topic, long serial) {
    db.write(
        () ->
            db.execute(
                "UPDATE counter SET value = max(value, ?) WHERE name = ?", serial, counter(topic)));
  }

  private static String counter(Leaf topic) {
    return switch (topic) {
      case CMD -> "commands";
      case CONFIG_DESIRED -> "configurations";
      case BIRTH, DATA, EVENT, HEALTH, STATE, CONFIG_REPORTED, REPLY, ACK ->
          throw new IllegalArgumentException("nothing signed comes on " + topic.path());
    };
  }

  /** Topics that Home Assistant was told of and has not been told to forget. */
  public Set<String> discoveryTopics() {
    return db.look(
        () ->
            new TreeSet<>(
                db.list("SELECT topic FROM discovery ORDER BY topic", row -> row.getString(1))));
  }

  /** Replaces {@link #discoveryTopics}; a configuration bounds how many there are. */
  public void setDiscoveryTopics(Set<String> topics) {
    db.write(
        () -> {
          db.execute("DELETE FROM discovery");
          for (String topic : topics) {
            db.execute("INSERT INTO discovery VALUES (?)", topic);
          }
        });
  }

  /** Minutes that were put together for want of room, since the database was made. */
  public long coarsened() {
    return look("coarsened");
  }

  /** Records that were given up for want of room, since the database was made. */
  public long evicted() {
    return look("evicted");
  }

  /** What the records take of their budget, in bytes. */
  public long storedBytes() {
    return db.look(db::liveBytes);
  }

  private long look(String counter) {
    return db.look(() -> value(counter));
  }

  private long value(String counter) throws SQLException {
    return db.number("SELECT value FROM counter WHERE name = ?", counter).orElse(0);
  }

  @Override
  public void close() {
    db.close();
  }
}
