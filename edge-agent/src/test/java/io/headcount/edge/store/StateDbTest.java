package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headcount.contract.CountWindow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.ZoneCount;
import io.headcount.contract.ZoneVisited;
import io.headcount.edge.journal.SmallDisk;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDbTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void placeFile() {
    file = dir.resolve("state.db");
  }

  @Test
  void whatIsCommittedIsThereAfterReopening() throws Exception {
    String epoch;
    try (StateDb db = open()) {
      assertThat(db.snapshot()).isEmpty();
      epoch = db.epoch();
      db.saveConfiguration("r1", "cameras: []", NOON);
      db.commit(commit(0));
      db.commit(commit(1));
    }
    try (StateDb db = open()) {
      assertThat(db.damage()).isEmpty();
      assertThat(db.epoch()).isEqualTo(epoch).hasSize(16);
      assertThat(db.snapshot()).contains(new Snapshot(1, "r1", "{\"open\":1}"));
      assertThat(db.configuration("r1")).contains("cameras: []");
      assertThat(db.configuration("r2")).isEmpty();
    }
    assertThat(column("SELECT seq FROM windows ORDER BY seq")).containsExactly("1", "2");
    assertThat(column("SELECT seq FROM crossings ORDER BY seq")).containsExactly("1", "2");
    assertThat(column("SELECT seq FROM visits ORDER BY seq")).containsExactly("1", "2");
  }

  @Test
  void everyCommitIsSynced() throws Exception {
    try (StateDb _ = open();
        Connection db = Sqlite.writer(file)) {
      Sqlite.verify(db);
      assertThat(Sqlite.text(db, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(Sqlite.text(db, "PRAGMA synchronous")).isEqualTo("2");
      assertThat(Sqlite.text(db, "PRAGMA mmap_size")).isIn("0", "");
      assertThat(Sqlite.text(db, "PRAGMA busy_timeout")).isEqualTo("5000");
      try (Statement statement = db.createStatement()) {
        statement.execute("PRAGMA synchronous = NORMAL");
      }
      assertThatThrownBy(() -> Sqlite.verify(db)).hasMessageContaining("synchronous=1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.2", "3.51", "3.9.9", "2.99.99"})
  void versionsThatDamageDatabasesAreRefused(String version) {
    assertThatThrownBy(() -> Sqlite.requireSafe(version))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SQLite " + version)
        .hasMessageContaining("3.51.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.3", "3.51.3.1", "3.55.0", "3.100.0", "4.0"})
  void laterVersionsAreAccepted(String version) {
    assertThatCode(() -> Sqlite.requireSafe(version)).doesNotThrowAnyException();
  }

  @Test
  void theNativeLibraryIsUnpackedInTheStateFolder() {
    open().close();
    assertThat(Path.of(System.getProperty("org.sqlite.tmpdir"))).isAbsolute();
  }

  @Test
  void theSameWindowAgainIsIgnoredAndAnotherOneIsAnError() throws Exception {
    try (StateDb db = open()) {
      db.commit(commit(0));
      CountWindow same = window(0, 7);
      db.commit(new Commit(List.of(same), List.of(), List.of(), new Snapshot(5, "r1", "{}")));
      assertThat(column("SELECT count(*) FROM windows")).containsExactly("1");

      Commit other =
          new Commit(
              List.of(window(1, 7), window(0, 8)),
              List.of(),
              List.of(),
              new Snapshot(6, "r1", "{}"));
      StoreException refused = catchThrowableOfType(StoreException.class, () -> db.commit(other));
      assertThat(refused).hasMessageContaining("other numbers");
      assertThat(refused.retryable()).isFalse();
      assertThat(db.snapshot().map(Snapshot::position)).as("rolled back whole").contains(5L);
      assertThat(column("SELECT count(*) FROM windows")).containsExactly("1");

      db.commit(commit(1));
      assertThat(column("SELECT seq FROM windows ORDER BY seq")).containsExactly("1", "2");
    }
  }

  @Test
  void aConfigurationKeepsItsText() {
    try (StateDb db = open()) {
      db.saveConfiguration("r1", "a", NOON);
      db.saveConfiguration("r1", "a", NOON.plusSeconds(1));
      assertThatThrownBy(() -> db.saveConfiguration("r1", "b", NOON))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void deletingGoesInStepsAndFreesNoNumber() throws Exception {
    try (StateDb db = open()) {
      for (int i = 0; i < 10; i++) {
        db.commit(commit(i));
      }
      Keep aMinute = new Keep.ForItself(Duration.ofMinutes(1));
      Instant now = NOON.plus(Duration.ofMinutes(20));
      assertThat(db.trim(aMinute, now, 12)).isEqualTo(12);
      assertThat(db.trim(aMinute, now, 100)).isEqualTo(18);
      assertThat(db.trim(aMinute, now, 100)).isZero();
      db.commit(commit(10));
    }
    assertThat(column("SELECT seq FROM windows")).containsExactly("11");
  }

  @Test
  void aNewerSchemaIsRefusedAndLeftAlone() throws Exception {
    open().close();
    execute("PRAGMA user_version = 99");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99")
        .hasMessageContaining("update the program");
    assertThat(file).exists();
    assertThat(dir.resolve("quarantine")).doesNotExist();
  }

  @Test
  void databaseWithFlippedBytesIsQuarantined() throws Exception {
    String epoch;
    try (StateDb db = open()) {
      epoch = db.epoch();
      for (int i = 0; i < 300; i++) {
        db.commit(commit(i));
      }
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      for (long page = 1; page * 4096 < raw.length(); page++) {
        raw.seek(page * 4096);
        raw.write(new byte[] {77, 1, 2, 3, 4, 5, 6, 7, 8});
      }
    }
    try (StateDb db = open()) {
      assertThat(db.damage()).isPresent();
      assertThat(db.snapshot()).isEmpty();
      assertThat(db.epoch()).isNotEqualTo(epoch);
      db.commit(commit(0));
    }
    try (Stream<Path> files = Files.list(dir.resolve("quarantine"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .contains(NOON.toEpochMilli() + "-state.db");
    }
    try (StateDb db = open()) {
      assertThat(db.damage()).isEmpty();
    }
  }

  @Test
  void whatIsNoDatabaseIsQuarantined() throws Exception {
    Files.writeString(file, "no database at all, and long enough to be told from one".repeat(9));
    try (StateDb db = open()) {
      assertThat(db.damage()).isPresent();
      db.commit(commit(0));
    }
  }

  @RepeatedTest(20)
  void anyDamageStarts(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    try (StateDb db = open()) {
      for (int i = 0; i < 60; i++) {
        db.commit(commit(i));
      }
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      if (random.nextBoolean()) {
        raw.setLength(random.nextLong(raw.length()));
      }
      for (int i = 0; i < 20 && raw.length() > 0; i++) {
        raw.seek(random.nextLong(raw.length()));
        raw.write(random.nextInt());
      }
    }
    try (StateDb db = open()) {
      Instant later = NOON.plus(Duration.ofDays(1));
      db.commit(
          new Commit(
              List.of(window((int) Duration.between(NOON, later).toMinutes(), 1)),
              List.of(),
              List.of(),
              new Snapshot(1000, "r1", "{}")));
      assertThat(db.snapshot().map(Snapshot::position)).contains(1000L);
    }
  }

  @Test
  void aFullDiskIsRetryableAndLosesNothing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 8)) {
      file = disk.folder().resolve("state.db");
      Path filler = disk.folder().resolve("filler");
      try (StateDb db = open()) {
        db.commit(commit(0));
        disk.fill(filler, 0);
        int n = 1;
        StoreException full = null;
        while (full == null && n < 5000) {
          Commit next = commit(n);
          full = attempt(db, next);
          n += full == null ? 1 : 0;
        }
        assertThat(full).isNotNull();
        assertThat(full.retryable()).isTrue();
        assertThat(db.snapshot().map(Snapshot::position)).contains(n - 1L);

        Files.delete(filler);
        db.commit(commit(n));
        assertThat(column("SELECT max(seq) = count(*) AND count(*) = " + (n + 1) + " FROM windows"))
            .containsExactly("1");
      }
      try (StateDb db = open()) {
        assertThat(db.damage()).isEmpty();
      }
    }
  }

  @Test
  void aReadOnlyDiskIsAnErrorAndNoDamage() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir, 8)) {
      file = disk.folder().resolve("state.db");
      open().close();
      disk.makeReadOnly();
      assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
      assertThat(file).exists();
    }
  }

  @Test
  void theReaderSumsUpAndCannotWrite() throws Exception {
    try (StateDb db = open()) {
      for (int i = 0; i < 5; i++) {
        db.commit(commit(i));
      }
      StateReader reader = new StateReader(file);
      Totals totals = reader.totals(NOON.plus(Duration.ofMinutes(2)));

      assertThat(totals.lines()).containsExactly(new Totals.Line("door", "main", 21, 6));
      assertThat(totals.zones()).containsExactly(new Totals.Zone("door", "till", 3, 0, 31.5));
      assertThat(reader.windows("door", 2)).containsExactly(window(4, 7), window(3, 7));
      assertThat(reader.windows("other", 2)).isEmpty();
      assertThat(reader.bytes()).isGreaterThan(4096);
      try (Connection readOnly = Sqlite.reader(file);
          Statement statement = readOnly.createStatement()) {
        assertThatThrownBy(() -> statement.execute("DELETE FROM windows"))
            .hasMessageContaining("readonly");
      }
    }
  }

  @Test
  void heatAddsUpOverAllWindowsCoarseOnesToo() throws Exception {
    List<CountWindow> windows = heated(4);
    Heat sum =
        windows.stream()
            .skip(1)
            .flatMap(one -> one.heat().stream())
            .reduce(Heat::plus)
            .orElseThrow();
    try (StateDb db = open()) {
      for (int minute = 0; minute < 4; minute++) {
        db.commit(
            new Commit(
                List.of(windows.get(minute)),
                List.of(),
                List.of(),
                new Snapshot(minute, "r1", "{}")));
      }
      db.commit(
          new Commit(List.of(window(9, 1)), List.of(), List.of(), new Snapshot(9, "r1", "{}")));
    }
    execute(
        "UPDATE windows SET kind = 'coarse', payload = json_object('window', json(payload))"
            + " WHERE seq = 3");
    StateReader reader = new StateReader(file);

    assertThat(reader.heat("door", windows.get(1).start())).contains(sum);
    assertThat(reader.heat("door", windows.get(3).start())).isEqualTo(windows.get(3).heat());
    assertThat(reader.heat("door", windows.get(3).start().plusSeconds(900))).isEmpty();
    assertThat(reader.heat("till", NOON.minusSeconds(9_000))).isEmpty();
  }

  /** Minutes in which somebody was there. */
  private static List<CountWindow> heated(int minutes) {
    Random random = new Random(3);
    List<CountWindow> windows = new ArrayList<>();
    while (windows.size() < minutes) {
      Instant start = NOON.plusSeconds(60L * windows.size());
      CountWindow window = Minutes.full("door", start, 0, "r1", random);
      if (window.heat().isPresent()) {
        windows.add(window);
      }
    }
    return windows;
  }

  private static StoreException attempt(StateDb db, Commit commit) {
    return catchThrowableOfType(StoreException.class, () -> db.commit(commit));
  }

  private StateDb open() {
    return StateDb.open(file, () -> NOON);
  }

  private static Commit commit(int minute) {
    Instant at = NOON.plus(Duration.ofMinutes(minute));
    return new Commit(
        List.of(window(minute, 7)),
        List.of(new LineCrossed("door", "main", "in", 1 + minute, at)),
        List.of(new ZoneVisited("door", "till", 1 + minute, at, at.plusSeconds(5), 5)),
        new Snapshot(minute, "r1", "{\"open\":" + minute + "}"));
  }

  private static CountWindow window(int minute, int in) {
    return new CountWindow(
        CountWindow.VERSION,
        "door",
        NOON.plus(Duration.ofMinutes(minute)),
        0,
        1,
        600,
        "r1",
        List.of(new LineCount("main", "every_crossing", in, 2, in, 2)),
        List.of(new ZoneCount("till", "queue", 1, 0, 10.5, 0.5, 2)),
        0);
  }

  private void execute(String sql) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> column(String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (Connection db = Sqlite.reader(file);
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }
}
