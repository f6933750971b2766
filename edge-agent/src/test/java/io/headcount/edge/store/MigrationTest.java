package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Outbox.Position;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
  /** The schema as the first version made it: a copy, because the program's may not change it. */
  private static final List<String> FIRST =
      List.of(
          "PRAGMA journal_mode = WAL",
          "CREATE TABLE identity (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL)",
          "INSERT INTO identity VALUES (1, '00112233aabbccdd')",
          "CREATE TABLE stream (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID",
          "INSERT INTO stream VALUES ('windows', 101), ('crossings', 3), ('visits', 2)",
          "CREATE TABLE configuration (revision TEXT PRIMARY KEY, text TEXT NOT NULL,"
              + " applied_at INTEGER NOT NULL)",
          "INSERT INTO configuration VALUES ('r1', 'cameras: []', 0)",
          "CREATE TABLE snapshot (one INTEGER PRIMARY KEY CHECK (one = 1),"
              + " position INTEGER NOT NULL, revision TEXT NOT NULL, state TEXT NOT NULL)",
          "INSERT INTO snapshot VALUES (1, 77, 'r1', '{}')",
          "CREATE TABLE windows (seq INTEGER PRIMARY KEY, camera TEXT NOT NULL,"
              + " start INTEGER NOT NULL, part INTEGER NOT NULL, payload TEXT NOT NULL,"
              + " UNIQUE (camera, start, part))",
          "CREATE INDEX windows_start ON windows (start)",
          "CREATE TABLE crossings (seq INTEGER PRIMARY KEY, camera TEXT NOT NULL,"
              + " line TEXT NOT NULL, direction TEXT NOT NULL, track INTEGER NOT NULL,"
              + " at INTEGER NOT NULL, payload TEXT NOT NULL)",
          "CREATE INDEX crossings_at ON crossings (at)",
          "INSERT INTO crossings VALUES (2, 'door', 'main', 'in', 1, 5, '{}')",
          "CREATE TABLE visits (seq INTEGER PRIMARY KEY, camera TEXT NOT NULL, zone TEXT NOT NULL,"
              + " track INTEGER NOT NULL, enter INTEGER NOT NULL, leave INTEGER NOT NULL,"
              + " payload TEXT NOT NULL)",
          "CREATE INDEX visits_leave ON visits (leave)",
          "INSERT INTO visits VALUES (1, 'door', 'till', 1, 5, 6, '{}')",
          "PRAGMA user_version = 1");

  @TempDir private Path dir;

  @Test
  void aDatabaseOfTheFirstVersionKeepsAllOfIt() throws Exception {
    Path file = dir.resolve("state.db");
    List<CountWindow> held =
        IntStream.range(40, 100).mapToObj(minute -> Minutes.window("door", minute)).toList();
    make(file, held);

    try (StateDb db = StateDb.open(file, () -> Minutes.NOON)) {
      assertThat(db.damage()).isEmpty();
      assertThat(db.epoch()).isEqualTo("00112233aabbccdd");
      assertThat(db.snapshot()).contains(new Snapshot(77, "r1", "{}"));
      assertThat(db.configuration("r1")).contains("cameras: []");
      StateReader reader = new StateReader(file);
      assertThat(reader.windows()).isEqualTo(held);
      try (SqliteOutbox outbox = SqliteOutbox.open(file, List.of(StreamName.values()))) {
        assertThat(outbox.position(StreamName.WINDOWS)).isEqualTo(new Position(41, 101, 0));
        assertThat(outbox.position(StreamName.CROSSINGS)).isEqualTo(new Position(2, 3, 0));
        assertThat(outbox.position(StreamName.VISITS)).isEqualTo(new Position(1, 2, 0));
        assertThat(outbox.take(StreamName.WINDOWS, 1, 100, 1 << 20).entries()).hasSize(61);
      }
      db.commit(Minutes.only(held.getLast()));
      assertThat(reader.windows()).as("the same again is known").isEqualTo(held);
      db.commit(Minutes.commit(100, "door"));
      assertThat(reader.windowCount()).isEqualTo(61);
    }
  }

  @Test
  void anInterruptedStepIsTakenAgain() throws Exception {
    Path file = dir.resolve("state.db");
    make(file, List.of(Minutes.window("door", 40)));
    try (Connection dying = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = dying.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("ALTER TABLE stream ADD COLUMN acked INTEGER NOT NULL DEFAULT 0");
      statement.execute("DROP TABLE windows");
    }
    try (StateDb _ = StateDb.open(file, () -> Minutes.NOON)) {
      assertThat(new StateReader(file).windows()).containsExactly(Minutes.window("door", 40));
    }
  }

  private static void make(Path file, List<CountWindow> windows) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = db.createStatement()) {
      for (String sql : FIRST) {
        statement.execute(sql);
      }
      try (PreparedStatement insert =
          db.prepareStatement("INSERT INTO windows VALUES (?, 'door', ?, 0, ?)")) {
        JsonCodec codec = new JsonCodec();
        long seq = 101L - windows.size();
        for (CountWindow window : windows) {
          StateDb.execute(insert, seq++, window.start().toEpochMilli(), codec.write(window));
        }
      }
    }
  }
}
