package io.headcount.edge.store;

import io.headcount.contract.ClockFix;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Remembers by which clock the windows were stamped, and tells the collector when that clock turns
 * out to be wrong: by rows of the windows stream that say how to shift which numbers. Confined to
 * the sender's thread.
 *
 * <p>A minute that was open when the clock jumped gets its number after the jump, so a segment's
 * first number is known only when a minute begun in it is there; nothing is told before that. A
 * camera that was away for the whole of it may leave one minute on the wrong side.
 */
public final class ClockLog implements AutoCloseable {
  /** Segments kept; beyond it the oldest are forgotten, and their windows keep their times. */
  private static final int MOST = 1000;

  private final Database db;
  private final BootClock boot;
  private final JsonCodec codec = new JsonCodec();

  private ClockLog(Database db, BootClock boot) {
    this.db = db;
    this.boot = boot;
  }

  /** Opens it in a database that {@link StateDb} has opened before. */
  public static ClockLog open(Path file, BootClock boot) {
    return new ClockLog(Database.open(file), boot);
  }

  /**
   * Notes that the box's clock runs from a moment on: when the program starts, and when the clock
   * has jumped ahead.
   *
   * @param since the first moment, on that clock
   * @param now what that clock shows now
   */
  public void begin(Instant since, Instant now) {
    long uptime = boot.uptimeMillis() - Duration.between(since, now).toMillis();
    db.write(
        () -> {
          db.execute(
              """
              INSERT INTO segment (from_seq, settled, boot, uptime, steady, told, measured)
              VALUES ((SELECT next FROM stream WHERE name = 'windows'), 0, ?, ?, ?,
                (SELECT told FROM segment ORDER BY number DESC LIMIT 1), 0)""",
              boot.bootId(),
              uptime,
              since.toEpochMilli());
          db.execute(
              "DELETE FROM segment WHERE number <="
                  + " (SELECT number FROM segment ORDER BY number DESC LIMIT 1 OFFSET ?)",
              MOST);
        });
  }

  /**
   * Finds the first numbers of segments. To be called at least every few minutes, connected or not:
   * once minutes are put together this cannot be told any more.
   */
  public void follow() {
    if (!db.look(() -> db.number("SELECT 1 FROM segment WHERE settled = 0").isEmpty())) {
      db.write(this::settle);
    }
  }

  /**
   * Appends what the collector is to be told, and remembers it, in one transaction; nothing when it
   * knows. To be called with each measurement, and with the last one of this run of the program
   * again after each {@link #follow}.
   *
   * @return how many rows were appended
   */
  public int tell(ClockMeasurement measurement) {
    return db.change(
        () -> {
          settle();
          try (Stream stream = Stream.open(db.connection(), "windows")) {
            long next = db.number("SELECT next FROM stream WHERE name = 'windows'").orElseThrow();
            ClockFixes.Due due = ClockFixes.due(segments(), measurement, boot.bootId(), next);
            for (ClockFix fix : due.fixes()) {
              db.execute(
                  "INSERT INTO windows VALUES (?, ?, NULL, NULL, NULL, ?)",
                  stream.next(),
                  Entry.Kind.CLOCK.text(),
                  codec.write(fix));
            }
            stream.save();
            for (ClockSegment segment : due.segments()) {
              remember(segment);
            }
            return due.fixes().size();
          }
        });
  }

  private List<ClockSegment> segments() throws SQLException {
    return db.list(
        """
        SELECT number, from_seq, settled, boot, uptime, steady, told, measured
        FROM segment ORDER BY number""",
        ClockLog::segment);
  }

  private static ClockSegment segment(ResultSet row) throws SQLException {
    long told = row.getLong(7);
    boolean untold = row.wasNull();
    return new ClockSegment(
        row.getLong(1),
        row.getLong(2),
        row.getBoolean(3),
        row.getString(4),
        row.getLong(5),
        Instant.ofEpochMilli(row.getLong(6)),
        untold ? Optional.empty() : Optional.of(Duration.ofMillis(told)),
        row.getBoolean(8));
  }

  private void remember(ClockSegment segment) throws SQLException {
    if (segment.told().isPresent()) {
      db.execute(
          "UPDATE segment SET told = ?, measured = 1 WHERE number = ?",
          segment.told().get().toMillis(),
          segment.number());
    } else {
      db.execute("UPDATE segment SET measured = 1 WHERE number = ?", segment.number());
    }
  }

  /** The first minute begun in a segment is the first that starts when it does, or later. */
  private void settle() throws SQLException {
    for (ClockSegment segment : segments()) {
      if (!segment.settled()) {
        db.execute(
            """
            UPDATE segment SET settled = 1, from_seq = first
            FROM (
              SELECT min(seq) AS first FROM windows WHERE kind = 'window' AND start >= ? AND +seq >=
                coalesce((SELECT from_seq FROM segment WHERE number = ?), 0))
            WHERE number = ? AND first IS NOT NULL""",
            segment.steady().truncatedTo(ChronoUnit.MINUTES).toEpochMilli(),
            segment.number() - 1,
            segment.number());
      }
    }
  }

  @Override
  public void close() {
    db.close();
  }
}
