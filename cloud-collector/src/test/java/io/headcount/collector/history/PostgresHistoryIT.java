package io.headcount.collector.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The history on a PostgreSQL server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresHistoryIT extends HistorySuite {
  private PostgresServer server;

  @BeforeAll
  void startServer() throws IOException {
    server = PostgresServer.start("fsync=off");
  }

  @AfterAll
  void stopServer() throws IOException {
    server.close();
  }

  @Override
  Storage newStorage() throws Exception {
    return server.newDatabase();
  }

  @Override
  int orders() {
    return 5;
  }

  @Test
  void threeCollectorsGetEverythingAndStoreItOnce() throws Exception {
    List<Received> messages = new ArrayList<>();
    int devices = 8;
    int batches = 40;
    for (int d = 0; d < devices; d++) {
      Box box = new Box("b" + d);
      messages.add(box.birth(1));
      for (int i = 0; i < batches; i++) {
        messages.add(
            box.data(
                Box.row(2L * i + 1, Box.window("door", minute(i), 0, 1, 1)),
                Box.row(2L * i + 2, Box.window("back", minute(i), 0, 2, 1))));
      }
    }
    List<CompletableFuture<Long>> collectors = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      List<Received> mine = new ArrayList<>(messages);
      Collections.shuffle(mine, new Random(c));
      collectors.add(CompletableFuture.supplyAsync(() -> collect(mine)));
    }
    long records = 0;
    for (CompletableFuture<Long> collector : collectors) {
      records += collector.get(120, TimeUnit.SECONDS);
    }
    roll();
    assertThat(records).isEqualTo(2L * devices * batches);
    assertThat(tables.count("minute")).isEqualTo(2 * devices * batches);
    assertThat(tables.count("island")).isEqualTo(devices);
    assertThat(tables.count("quarantine") + tables.count("dead_letter")).isZero();
    assertThat(tables.rows("SELECT sum(ins) FROM line_rollup WHERE grain = 2"))
        .containsExactly(String.valueOf(devices * batches * 3));
    assertThat(tables.rows("SELECT sum(ins) FROM line_rollup WHERE grain = 1"))
        .containsExactly(String.valueOf(devices * batches * 3));
  }

  @Test
  void monthsAreDroppedWholeAndMadeAgainForWhatIsLate() {
    Instant old = Box.NOW.minus(Duration.ofDays(500));
    Box earlier = new Box(new Box("b1").address(), "e1", false, "UTC", old);
    Instant start = old.truncatedTo(ChronoUnit.DAYS);
    take(earlier.data(Box.row(1, Box.window(start, 7))));
    try (History other = open(storage)) {
      other.ingest(List.of(earlier.data(Box.row(2, Box.window(start.plusSeconds(60), 8)))));
      assertThat(history.retention().sweep(1000).months()).isEqualTo(1);
      assertThat(tables.count("minute")).isZero();
      Ingested late = other.ingest(List.of(new Box("b1").data(Box.row(3, Box.window(start, 9)))));
      assertThat(late.counts()).isEqualTo(new Ingested.Counts(1, 1, 0, 0, 0, 0));
    }
  }

  @Test
  void backupsNeedTheServersPrograms() {
    Storage.PostgreSql nowhere =
        new Storage.PostgreSql("jdbc:postgresql://127.0.0.1:1/x?sslmode=disable", "u", "p", 2);
    assertThatThrownBy(() -> PostgresTools.dump(nowhere, folder.resolve("dump")))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(
            "pg_dump of database jdbc:postgresql://127.0.0.1:1/x as u ended with");
  }

  /** One collector: stores in groups and sums up meanwhile; what passes is tried again. */
  private long collect(List<Received> messages) {
    long records = 0;
    try (History other = open(storage)) {
      for (int from = 0; from < messages.size(); from += 7) {
        List<Received> group = messages.subList(from, Math.min(from + 7, messages.size()));
        records += ingest(other, group);
        other.roller().rollSome(3);
      }
    }
    return records;
  }

  private static long ingest(History history, List<Received> group) {
    for (int attempt = 1; ; attempt++) {
      try {
        return history.ingest(group).counts().records();
      } catch (HistoryException e) {
        if (!e.retryable() || attempt == 20) {
          throw e;
        }
      }
    }
  }
}
