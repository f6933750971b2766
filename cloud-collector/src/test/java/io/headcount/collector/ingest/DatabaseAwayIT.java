package io.headcount.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.broker.Client;
import io.headcount.collector.broker.Waiting;
import io.headcount.contract.Leaf;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else holds the history's file for longer than the collector waits for it. */
final class DatabaseAwayIT {
  private static final long BATCHES = 40;

  @TempDir private Path folder;

  @Test
  void nothingIsAcknowledgedThatIsNotStoredAndNothingIsLost() throws Exception {
    try (IngestBench bench = new IngestBench(folder);
        Client box = bench.box()) {
      box.subscribe(IngestBench.topic(Leaf.ACK));
      box.publish(IngestBench.topic(Leaf.DATA), IngestBench.minutes(1, 1), false);
      IngestBench.ackUpto(box, 1);
      box.received.clear();
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + bench.file);
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN EXCLUSIVE");
        for (long seq = 2; seq <= BATCHES; seq++) {
          box.publish(IngestBench.topic(Leaf.DATA), IngestBench.minutes(seq, seq), false);
        }
        Waiting.until(() -> bench.ingest.status().problem().isPresent());
        assertThat(box.received).isEmpty();
        assertThat(bench.ingest.status().records()).isEqualTo(1);
        lock.execute("ROLLBACK");
      }
      IngestBench.ackUpto(box, BATCHES);
      assertThat(bench.ingest.status().problem()).isEmpty();
      assertThat(bench.ingest.status().records()).isEqualTo(BATCHES);
      assertThat(bench.ingest.status().duplicates()).isZero();
      assertThat(bench.ingest.status().deadLetters()).isZero();
    }
  }
}
