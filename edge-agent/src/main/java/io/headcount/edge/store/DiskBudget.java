package io.headcount.edge.store;

import io.headcount.contract.CoarseWindow;
import io.headcount.contract.ContractException;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the database within its budget. Confined to the counting thread.
 *
 * <p>Given up in this order, always the oldest first: what is acknowledged; crossings and visits
 * that are not sent; the minutes of what was never offered, put together to 15 and then to 60; and
 * only then what nobody has, events before windows. The newest hour of windows stays in any case.
 */
final class DiskBudget {
  /** Share of the budget it is cut back to, so that it does not stand at its limit. */
  private static final double CUT_TO = 0.95;

  private static final Duration UNTOUCHED = Duration.ofHours(1);

  private final Database db;
  private final Tombstones tombstones;
  private final JsonCodec codec = new JsonCodec();
  private final Pass quarters = new Pass(15, "('window')");
  private final Pass hours = new Pass(60, "('window', 'coarse')");

  /** One way over all spans of a length; nothing before {@code next} can be put together. */
  private static final class Pass {
    private final int minutes;
    private final String kinds;
    private Instant next = Instant.EPOCH;

    Pass(int minutes, String kinds) {
      this.minutes = minutes;
      this.kinds = kinds;
    }

    void begin() {
      next = Instant.EPOCH;
    }
  }

  DiskBudget(Database db) {
    this.db = db;
    this.tombstones = new Tombstones(db);
  }

  /**
   * Cuts the database back when it is above its budget.
   *
   * @param rows most rows to look at
   * @param chunk most rows in one transaction, but for a span, which stays whole
   * @return rows looked at
   */
  int keep(Keep.ForCollector keep, int rows, int chunk) {
    if (db.look(db::liveBytes) <= keep.budget()) {
      return 0;
    }
    int done = 0;
    int step = 1;
    while (step > 0 && done < rows && db.look(db::liveBytes) > keep.budget() * CUT_TO) {
      int most = Math.min(chunk, rows - done);
      step = step(keep, most);
      done += step;
    }
    return done;
  }

  private int step(Keep.ForCollector keep, int most) {
    try {
      return db.change(() -> giveUp(keep, most));
    } catch (StoreException e) {
      quarters.begin(); // what was not stored is to be looked at again
      hours.begin();
      throw e;
    }
  }

  private int giveUp(Keep.ForCollector keep, int most) throws SQLException {
    Optional<Instant> newest = newest();
    long untouched =
        newest.map(time -> time.minus(UNTOUCHED).toEpochMilli()).orElse(Long.MIN_VALUE);
    int done = 0;
    for (StreamName stream : List.of(StreamName.VISITS, StreamName.CROSSINGS, StreamName.WINDOWS)) {
      if (done == 0 && keep.sent().contains(stream)) {
        done = delete(stream, acked(stream), untouched, most).size();
      }
    }
    for (StreamName stream : List.of(StreamName.VISITS, StreamName.CROSSINGS)) {
      if (done == 0 && !keep.sent().contains(stream)) {
        done = delete(stream, Long.MAX_VALUE, untouched, most).size();
      }
    }
    for (Pass pass : List.of(quarters, hours)) {
      if (done == 0) {
        done = coarsen(pass, untouched);
      }
    }
    for (StreamName stream : List.of(StreamName.VISITS, StreamName.CROSSINGS)) {
      if (done == 0 && keep.sent().contains(stream)) {
        done = evicted(stream, delete(stream, Long.MAX_VALUE, untouched, most));
      }
    }
    return done == 0 ? evicted(StreamName.WINDOWS, deleteHour(untouched)) : done;
  }

  private Optional<Instant> newest() throws SQLException {
    OptionalLong newest =
        db.number(
            """
            SELECT max(start) FROM (
              SELECT max(start) AS start FROM windows WHERE kind = 'window'
              UNION ALL SELECT max(start) FROM windows WHERE kind = 'coarse')""");
    return newest.isPresent()
        ? Optional.of(Instant.ofEpochMilli(newest.getAsLong()))
        : Optional.empty();
  }

  private long acked(StreamName stream) throws SQLException {
    return db.number("SELECT acked FROM stream WHERE name = ?", stream.text()).orElseThrow();
  }

  /** Deletes the lowest numbers up to {@code upto}; windows only from before {@code untouched}. */
  private List<Long> delete(StreamName stream, long upto, long untouched, int most)
      throws SQLException {
    String may =
        stream == StreamName.WINDOWS ? " AND kind <> 'clock' AND start < " + untouched : "";
    List<Long> seqs =
        db.list(
            "SELECT seq FROM %s WHERE seq <= ?%s ORDER BY seq LIMIT ?"
                .formatted(stream.text(), may),
            row -> row.getLong(1),
            upto,
            most);
    if (!seqs.isEmpty()) {
      db.execute(
          "DELETE FROM %s WHERE seq BETWEEN ? AND ?%s".formatted(stream.text(), may),
          seqs.getFirst(),
          seqs.getLast());
    }
    return seqs;
  }

  /** Deletes the oldest hour whole, so that no minute outlives the one it was put together with. */
  private List<Long> deleteHour(long untouched) throws SQLException {
    OptionalLong start =
        db.number("SELECT start FROM windows WHERE kind <> 'clock' ORDER BY seq LIMIT 1");
    if (start.isEmpty()) {
      return List.of();
    }
    Instant begin = Coarsening.spanOf(Instant.ofEpochMilli(start.getAsLong()), 60);
    Instant end = begin.plus(Duration.ofHours(1));
    if (end.toEpochMilli() > untouched) {
      return List.of();
    }
    String hour = " FROM windows WHERE kind IN ('window', 'coarse') AND start >= ? AND start < ?";
    List<Long> seqs =
        db.list(
            "SELECT seq" + hour + " ORDER BY seq",
            row -> row.getLong(1),
            begin.toEpochMilli(),
            end.toEpochMilli());
    db.execute("DELETE" + hour, begin.toEpochMilli(), end.toEpochMilli());
    return seqs;
  }

  private int evicted(StreamName stream, List<Long> seqs) throws SQLException {
    if (!seqs.isEmpty()) {
      bury(stream, seqs.getFirst(), seqs.getLast());
      count("evicted", seqs.size());
    }
    return seqs.size();
  }

  /**
   * All that holds nothing up to an evicted row becomes one range: where counts were put together,
   * the row they went into is gone too.
   */
  private void bury(StreamName stream, long first, long last) throws SQLException {
    long acked = acked(stream);
    long next =
        Math.min(
            first,
            db.number(
                    "SELECT min(from_seq) FROM tombstone WHERE stream = ? AND from_seq > ?",
                    stream.text(),
                    acked)
                .orElse(first));
    List<Long> held =
        db.list(
            "SELECT seq FROM %s WHERE seq BETWEEN ? AND ? ORDER BY seq".formatted(stream.text()),
            row -> row.getLong(1),
            next,
            last);
    for (long seq : held) {
      if (seq > next) {
        tombstones.put(stream, next, seq - 1, Entry.Reason.EVICTED);
      }
      next = seq + 1;
    }
    if (next <= last) {
      tombstones.put(stream, next, last, Entry.Reason.EVICTED);
    }
  }

  /** Puts the next span together in which there is something; 0 when there is none any more. */
  private int coarsen(Pass pass, long untouched) throws SQLException {
    OptionalLong first =
        db.number(
            "SELECT start FROM windows WHERE kind IN %s AND start >= ? ORDER BY start LIMIT 1"
                .formatted(pass.kinds),
            pass.next.toEpochMilli());
    if (first.isEmpty()) {
      return 0;
    }
    Instant begin = Coarsening.spanOf(Instant.ofEpochMilli(first.getAsLong()), pass.minutes);
    Instant end = begin.plus(Duration.ofMinutes(pass.minutes));
    if (end.toEpochMilli() > untouched) {
      return 0;
    }
    List<Coarsening.Member> members = members(begin, end, pass.minutes);
    List<Long> gone = new ArrayList<>();
    for (Coarsening.Merged merged : Coarsening.coarsen(members, pass.minutes)) {
      store(merged, gone);
    }
    gone.sort(null);
    tombstones.put(StreamName.WINDOWS, gone, Entry.Reason.COARSENED);
    pass.next = end;
    return Math.max(pass.minutes, members.size()); // a span in which all is offered costs too
  }

  /** Windows of a span that were neither acknowledged nor ever offered. */
  private List<Coarsening.Member> members(Instant begin, Instant end, int minutes)
      throws SQLException {
    List<Optional<Coarsening.Member>> members =
        db.list(
            """
            SELECT seq, kind, payload,
              coalesce((SELECT max(from_seq) FROM segment WHERE from_seq <= windows.seq), 0)
            FROM windows
            WHERE kind IN ('window', 'coarse') AND start >= ? AND start < ? AND +seq > ?
              AND coalesce((SELECT to_seq FROM offered WHERE from_seq <= windows.seq
                ORDER BY from_seq DESC LIMIT 1), 0) < windows.seq""",
            this::member,
            begin.toEpochMilli(),
            end.toEpochMilli(),
            acked(StreamName.WINDOWS));
    return members.stream()
        .flatMap(Optional::stream)
        .filter(member -> member.minutes() <= minutes)
        .toList();
  }

  /** One that cannot be read, as a later version may have written it, stays as it is. */
  private Optional<Coarsening.Member> member(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    long segment = row.getLong(4);
    String payload = row.getString(3);
    try {
      if (row.getString(2).equals(Entry.Kind.COARSE.text())) {
        CoarseWindow coarse = codec.read(payload, CoarseWindow.class);
        return Optional.of(new Coarsening.Member(seq, segment, coarse.minutes(), coarse.window()));
      }
      return Optional.of(
          new Coarsening.Member(seq, segment, 1, codec.read(payload, CountWindow.class)));
    } catch (ContractException e) {
      return Optional.empty();
    }
  }

  private void store(Coarsening.Merged merged, List<Long> gone) throws SQLException {
    for (Coarsening.Member member : merged.members()) {
      if (member.seq() != merged.seq()) {
        db.execute("DELETE FROM windows WHERE seq = ?", member.seq());
        gone.add(member.seq());
      }
    }
    CountWindow sum = merged.window().window();
    db.execute(
        "UPDATE windows SET kind = 'coarse', start = ?, part = ?, payload = ? WHERE seq = ?",
        sum.start().toEpochMilli(),
        sum.part(),
        codec.write(merged.window()),
        merged.seq());
    count("coarsened", merged.members().stream().filter(member -> member.minutes() == 1).count());
  }

  private void count(String counter, long more) throws SQLException {
    db.execute("UPDATE counter SET value = value + ? WHERE name = ?", more, counter);
  }
}
