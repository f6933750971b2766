package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Outbox.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteOutboxTest {
  private static final int ANY_SIZE = 1 << 20;

  @TempDir private Path dir;
  private Path file;
  private StateDb counting;
  private SqliteOutbox outbox;
  private Database other;

  @BeforeEach
  void open() {
    file = dir.resolve("state.db");
    counting = StateDb.open(file, () -> Minutes.NOON);
    outbox = SqliteOutbox.open(file, List.of(StreamName.WINDOWS, StreamName.CROSSINGS));
    other = Database.open(file);
  }

  @AfterEach
  void close() {
    outbox.close();
    other.close();
    counting.close();
  }

  @Test
  void standsWhereCountingIs() {
    assertThat(outbox.epoch()).isEqualTo(counting.epoch());
    assertThat(outbox.streams()).containsExactly(StreamName.WINDOWS, StreamName.CROSSINGS);
    assertThat(outbox.position(StreamName.WINDOWS)).isEqualTo(new Position(1, 1, 0));
    count(3);
    assertThat(outbox.position(StreamName.WINDOWS)).isEqualTo(new Position(1, 7, 0));
    assertThat(outbox.position(StreamName.CROSSINGS)).isEqualTo(new Position(1, 4, 0));
    change("DELETE FROM windows WHERE seq < 5");
    assertThat(outbox.position(StreamName.WINDOWS)).isEqualTo(new Position(5, 7, 0));
    change("DELETE FROM windows");
    assertThat(outbox.position(StreamName.WINDOWS)).isEqualTo(new Position(7, 7, 0));
  }

  @Test
  void takesWhatWasStoredByteForByteAndMarksIt() {
    count(3);
    Batch batch = outbox.take(StreamName.WINDOWS, 2, 4, ANY_SIZE);

    assertThat(batch.epoch()).isEqualTo(counting.epoch());
    assertThat(batch.simulated()).isFalse();
    JsonCodec codec = new JsonCodec();
    assertThat(batch.entries())
        .containsExactly(
            new Entry.Row(2, Entry.Kind.WINDOW, codec.write(Minutes.window("till", 0))),
            new Entry.Row(3, Entry.Kind.WINDOW, codec.write(Minutes.window("door", 1))),
            new Entry.Row(4, Entry.Kind.WINDOW, codec.write(Minutes.window("till", 1))));
    assertThat(offered()).containsExactly("2-4");

    Batch events = outbox.take(StreamName.CROSSINGS, 1, 3, ANY_SIZE);
    assertThat(events.entries())
        .allMatch(entry -> entry instanceof Entry.Row row && row.kind() == Entry.Kind.CROSSING);
    assertThat(offered()).as("events are never put together").containsExactly("2-4");
  }

  @Test
  void rangesOfferedAreMerged() {
    count(10);
    outbox.take(StreamName.WINDOWS, 8, 9, ANY_SIZE);
    outbox.take(StreamName.WINDOWS, 2, 3, ANY_SIZE);
    assertThat(offered()).containsExactly("2-3", "8-9");
    outbox.take(StreamName.WINDOWS, 4, 4, ANY_SIZE);
    outbox.take(StreamName.WINDOWS, 3, 4, ANY_SIZE);
    assertThat(offered()).containsExactly("2-4", "8-9");
    outbox.take(StreamName.WINDOWS, 1, 7, ANY_SIZE);
    assertThat(offered()).containsExactly("1-9");
  }

  @Test
  void rangesOfferedAreBounded() {
    other.write(
        () -> {
          Offered ranges = new Offered(other);
          for (long seq = 1; seq <= 2L * Offered.MOST + 3; seq += 2) {
            ranges.add(seq, seq);
          }
        });
    assertThat(offered()).hasSize(Offered.MOST).startsWith("1-5", "7-7");
  }

  @Test
  void whatWasMarkedAlreadyIsNotWrittenAgain() {
    count(3);
    outbox.take(StreamName.WINDOWS, 1, 6, ANY_SIZE);
    long before = version();
    outbox.take(StreamName.WINDOWS, 2, 5, ANY_SIZE);
    outbox.take(StreamName.WINDOWS, 1, 6, ANY_SIZE);
    assertThat(version()).isEqualTo(before);
    outbox.acked(StreamName.WINDOWS, 0);
    assertThat(version()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 900, 2000, 5000, 65536})
  void stopsAtTheSizeWithOneEntryAtLeast(int maxBytes) {
    count(60);
    long next = maxBytes < 1000 ? 100 : 1;
    long first = next;
    BatchCodec codec = new BatchCodec();
    while (next <= 120) {
      Batch batch = outbox.take(StreamName.WINDOWS, next, 120, maxBytes);
      assertThat(batch.from()).isEqualTo(next);
      assertThat(batch.entries().size() == 1 || codec.write(batch).length <= maxBytes).isTrue();
      assertThat(offered()).containsExactly(first + "-" + batch.to());
      next = batch.to() + 1;
      if (maxBytes == 65536 && next <= 120) {
        assertThat(codec.write(batch)).hasSizeGreaterThan(50_000);
      }
    }
    assertThat(next).isEqualTo(121);
  }

  @Test
  void numbersThatHoldNothingAreTombstones() {
    count(10);
    change("DELETE FROM windows WHERE seq NOT IN (6, 12)");
    change("INSERT INTO tombstone VALUES ('windows', 3, 5, 'coarsened')");
    change("INSERT INTO tombstone VALUES ('windows', 7, 8, 'evicted')");
    change("INSERT INTO tombstone VALUES ('windows', 9, 11, 'damaged')");
    change("INSERT INTO tombstone VALUES ('crossings', 1, 9, 'evicted')");

    assertThat(entries(1, 20))
        .containsExactly(
            "1-2 expired",
            "3-5 coarsened",
            "6",
            "7-8 evicted",
            "9-11 damaged",
            "12",
            "13-20 expired");
    assertThat(entries(4, 4)).containsExactly("4-4 coarsened");
    assertThat(entries(8, 10)).containsExactly("8-8 evicted", "9-10 damaged");
    assertThat(entries(12, 13)).containsExactly("12", "13-13 expired");
    assertThat(outbox.take(StreamName.WINDOWS, 1, 20, 250).entries()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "5, 4", "1, 7", "7, 7"})
  void whatIsNotThereCannotBeTaken(long from, long to) {
    count(3);
    assertThatThrownBy(() -> outbox.take(StreamName.WINDOWS, from, to, ANY_SIZE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(offered()).isEmpty();
  }

  @Test
  void acknowledgementsStayAndMayGoBack() {
    count(5);
    outbox.acked(StreamName.WINDOWS, 4);
    outbox.acked(StreamName.CROSSINGS, 2);
    reopen();
    assertThat(outbox.position(StreamName.WINDOWS).acked()).isEqualTo(4);
    assertThat(outbox.position(StreamName.CROSSINGS).acked()).isEqualTo(2);
    assertThat(offered()).containsExactly("1-4");

    outbox.acked(StreamName.WINDOWS, 1);
    assertThat(outbox.position(StreamName.WINDOWS).acked()).isEqualTo(1);
    assertThat(offered()).as("the collector may hold some of them").containsExactly("1-4");
    outbox.acked(StreamName.WINDOWS, 99);
    assertThat(outbox.position(StreamName.WINDOWS).acked()).isEqualTo(10);
    outbox.acked(StreamName.WINDOWS, 0);
    assertThat(outbox.position(StreamName.WINDOWS).acked()).isZero();
  }

  @Test
  void tombstonesOfTheSameReasonBecomeOne() {
    other.write(
        () -> {
          Tombstones tombstones = new Tombstones(other);
          tombstones.put(StreamName.WINDOWS, List.of(1L, 2L, 3L, 5L, 8L), Entry.Reason.COARSENED);
          tombstones.put(StreamName.WINDOWS, 4, 4, Entry.Reason.EVICTED);
          tombstones.put(StreamName.WINDOWS, 6, 7, Entry.Reason.COARSENED);
        });
    assertThat(tombstones()).containsExactly("1-3 coarsened", "4-4 evicted", "5-8 coarsened");
    other.write(() -> new Tombstones(other).put(StreamName.WINDOWS, 2, 6, Entry.Reason.EVICTED));
    assertThat(tombstones()).containsExactly("1-1 coarsened", "2-6 evicted", "7-8 coarsened");
    other.write(() -> new Tombstones(other).put(StreamName.WINDOWS, 1, 8, Entry.Reason.EVICTED));
    assertThat(tombstones()).containsExactly("1-8 evicted");
    other.write(() -> new Tombstones(other).put(StreamName.WINDOWS, 4, 4, Entry.Reason.DAMAGED));
    assertThat(tombstones()).containsExactly("1-3 evicted", "4-4 damaged", "5-8 evicted");
  }

  /** A process that dies between marking and committing has offered nothing. */
  @Test
  void whatWasNotCommittedWasNotOffered() throws Exception {
    count(3);
    Path copy = dir.resolve("copy.db");
    try (Connection dying = Sqlite.writer(file)) {
      try (Statement statement = dying.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("INSERT INTO offered VALUES (1, 6)");
        statement.execute("UPDATE stream SET acked = 6");
      }
      // what a kill would leave on the disk
      for (String suffix : new String[] {"", "-wal"}) {
        Files.copy(
            file.resolveSibling("state.db" + suffix), copy.resolveSibling("copy.db" + suffix));
      }
    }
    try (StateDb _ = StateDb.open(copy, () -> Minutes.NOON);
        SqliteOutbox restarted = SqliteOutbox.open(copy, List.of(StreamName.WINDOWS))) {
      assertThat(restarted.position(StreamName.WINDOWS)).isEqualTo(new Position(1, 7, 0));
      assertThat(restarted.take(StreamName.WINDOWS, 1, 6, ANY_SIZE).entries()).hasSize(6);
    }
    assertThat(offered()).isEmpty();
  }

  @Test
  void bothWritersTakeTurns() throws Exception {
    count(1);
    Thread counter = Thread.ofPlatform().start(() -> count(1, 100));
    long next = 1;
    while (next <= 200) {
      long last = outbox.position(StreamName.WINDOWS).next() - 1;
      if (last >= next) {
        Batch batch = outbox.take(StreamName.WINDOWS, next, last, 4000);
        next = batch.to() + 1;
        outbox.acked(StreamName.WINDOWS, batch.to());
      } else {
        assertThat(counter.isAlive() || outbox.position(StreamName.WINDOWS).next() > next).isTrue();
      }
    }
    assertThat(counter.join(Duration.ofSeconds(10))).isTrue();
    assertThat(outbox.position(StreamName.WINDOWS)).isEqualTo(new Position(1, 201, 200));
  }

  @Test
  void aDatabaseThatCountingNeverOpenedIsRefused() throws Exception {
    Path fresh = dir.resolve("fresh.db");
    assertThatThrownBy(() -> SqliteOutbox.open(fresh, List.of(StreamName.WINDOWS)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("open it for counting first");
  }

  private void count(int minutes) {
    count(0, minutes);
  }

  private void count(int from, int to) {
    for (int minute = from; minute < to; minute++) {
      counting.commit(Minutes.commit(minute, "door", "till"));
    }
  }

  private void reopen() {
    outbox.close();
    outbox = SqliteOutbox.open(file, outbox.streams());
  }

  private List<String> entries(long from, long to) {
    return outbox.take(StreamName.WINDOWS, from, to, ANY_SIZE).entries().stream()
        .map(
            entry ->
                switch (entry) {
                  case Entry.Row row -> Long.toString(row.seq());
                  case Entry.Tombstone tombstone ->
                      tombstone.from() + "-" + tombstone.to() + " " + tombstone.reason().text();
                })
        .toList();
  }

  private List<String> offered() {
    return strings("SELECT from_seq || '-' || to_seq FROM offered ORDER BY from_seq");
  }

  private List<String> tombstones() {
    return strings(
        "SELECT from_seq || '-' || to_seq || ' ' || reason FROM tombstone ORDER BY from_seq");
  }

  private List<String> strings(String sql) {
    return other.look(() -> other.list(sql, row -> row.getString(1)));
  }

  private void change(String sql) {
    other.write(() -> other.execute(sql));
  }

  /** Changes when another connection has written. */
  private long version() {
    return other.look(() -> other.number("PRAGMA data_version").orElseThrow());
  }
}
