package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import java.util.List;
import java.util.Optional;

/** Takes in what devices say. Thread-safe. */
final class Ingest {
  private final Database database;
  private final HistoryOptions.Keep keep;

  Ingest(Database database, HistoryOptions.Keep keep) {
    this.database = database;
    this.keep = keep;
  }

  Ingested ingest(List<Received> messages) {
    if (messages.isEmpty()) {
      return new Ingested(List.of(), List.of(), new Ingested.Counts(0, 0, 0, 0, 0, 0));
    }
    throw new UnsupportedOperationException(database.storage() + " " + keep);
  }

  Optional<Standing> standing(DeviceAddress device) {
    return Optional.of(device).flatMap(d -> Optional.empty());
  }
}
