package io.headcount.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.History;
import io.headcount.collector.history.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collector whose database is an old one gets back what it lacks, with no hand but the boxes'.
 */
final class RestoreIT {
  private static final int MINUTES = 500;

  @TempDir private Path folder;
  private Broker broker;
  private LocalCollector collector;
  private LocalBox box;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("broker"));
    collector = new LocalCollector(folder.resolve("collector"), broker.address());
    collector.start();
    box = LocalBox.open(folder.resolve("box"), "box");
    box.connect(broker.address());
    box.count(0, MINUTES);
    Waiting.until("the first minutes are acknowledged", box::acknowledged);
  }

  @AfterEach
  void stop() {
    box.close();
    collector.close();
    broker.close();
  }

  @Test
  void aRestoredBackupIsMadeWhole() throws Exception {
    Path backup = folder.resolve("backup.db");
    try (History history = collector.history()) {
      history.backup().to(backup);
    }
    countOn();
    String before = generation();
    collector.stop();

    Restore.from(backup, collector.storage(), true, InstantSource.system());

    assertThat(books()).isEqualTo(new Books.Comparison(4 * MINUTES, 2 * MINUTES, 0, 0));
    collector.start();
    Waiting.until("all is there again", () -> books().equal());
    assertThat(generation()).isNotEqualTo(before);
    live();
  }

  @Test
  void aFilePutBackIsMadeWhole() throws Exception {
    collector.stop();
    Path copy = Files.copy(collector.file(), folder.resolve("copy.db"));
    collector.start();
    countOn();
    String before = generation();
    collector.stop();

    Files.copy(copy, collector.file(), StandardCopyOption.REPLACE_EXISTING);
    forgetLog();

    assertThat(books()).isEqualTo(new Books.Comparison(4 * MINUTES, 2 * MINUTES, 0, 0));
    collector.start();
    Waiting.until("all is there again", () -> books().equal());
    assertThat(generation()).isEqualTo(before);
    live();
  }

  private void countOn() throws Exception {
    box.count(MINUTES, MINUTES);
    Waiting.until("the later minutes are acknowledged", box::acknowledged);
    assertThat(books()).isEqualTo(new Books.Comparison(4 * MINUTES, 0, 0, 0));
  }

  /** What is counted afterwards arrives as ever. */
  private void live() throws Exception {
    box.count(2 * MINUTES, 1);
    Waiting.until(
        "a minute counted afterwards is there", () -> books().equal() && box.acknowledged());
    assertThat(collector.number("SELECT count(*) FROM quarantine")).isZero();
    assertThat(collector.number("SELECT count(*) FROM dead_letter")).isZero();
  }

  private void forgetLog() throws IOException {
    for (String suffix : new String[] {"-wal", "-shm"}) {
      Files.deleteIfExists(collector.file().resolveSibling("history.db" + suffix));
    }
  }

  private String generation() throws SQLException {
    return collector.rows("SELECT id FROM generation", row -> row.getString(1)).getFirst();
  }

  private Books.Comparison books() throws SQLException {
    return Books.compare(Map.of("box", box.file()), collector.file());
  }
}
