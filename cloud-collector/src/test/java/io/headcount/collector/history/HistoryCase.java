package io.headcount.collector.history;

import io.headcount.contract.Ack;
import io.headcount.contract.StreamName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A history of its own for each test, of some kind of database. */
abstract class HistoryCase {
  static final Instant NOON = Instant.parse("2026-06-10T10:00:00Z");
  static final long HOUR = 3_600_000;

  @TempDir Path folder;
  Storage storage;
  History history;
  Tables tables;

  abstract Storage newStorage() throws Exception;

  /** How many random orders are tried. */
  abstract int orders();

  @BeforeEach
  void open() throws Exception {
    storage = newStorage();
    history = open(storage);
    tables = new Tables(history);
  }

  @AfterEach
  void close() {
    history.close();
  }

  static History open(Storage storage) {
    return History.open(new HistoryOptions(storage), () -> Box.NOW);
  }

  static Instant minute(int number) {
    return NOON.plusSeconds(60L * number);
  }

  Ingested take(Received... messages) {
    return history.ingest(List.of(messages));
  }

  void roll() {
    while (history.roller().rollSome(100) > 0) {
      // until nothing is left
    }
  }

  static Ack.Stream windows(Ingested ingested) {
    return ingested.standings().getLast().streams().stream()
        .filter(stream -> stream.stream() == StreamName.WINDOWS)
        .findFirst()
        .orElseThrow();
  }
}
