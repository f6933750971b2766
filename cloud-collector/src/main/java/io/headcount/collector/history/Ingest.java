package io.headcount.collector.history;

import io.headcount.contract.DeviceAddress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in what devices say. Thread-safe. */
final class Ingest {
  private static final System.Logger LOG = System.getLogger(Ingest.class.getName());
  private static final int ATTEMPTS = 5;

  /** Tables may be dropped again between making and using them, though hardly. */
  private static final int ROOM_ATTEMPTS = 10;

  private final Database database;
  private final HistoryOptions.Keep keep;
  private final Decoder decoder = new Decoder();
  private final Names names = new Names();

  Ingest(Database database, HistoryOptions.Keep keep) {
    this.database = database;
    this.keep = keep;
  }

  Ingested ingest(List<Received> messages) {
    List<Message> decoded = messages.stream().map(decoder::decode).toList();
    if (decoded.isEmpty()) {
      return Ingested.NOTHING;
    }
    if (decoded.size() == 1) {
      return alone(decoded.getFirst());
    }
    try {
      return together(decoded);
    } catch (RuntimeException e) { // one message must not keep others from being stored
      if (retryable(e)) {
        throw e;
      }
      LOG.log(System.Logger.Level.DEBUG, "a message breaks the transaction: each alone", e);
      return decoded.stream().map(this::alone).reduce(Ingested.NOTHING, Ingested::and);
    }
  }

  private static boolean retryable(RuntimeException e) {
    return e instanceof HistoryException history && history.retryable();
  }

  /** Stores a message by itself; what cannot be stored becomes a dead letter. */
  private Ingested alone(Message message) {
    RuntimeException last = new HistoryException("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return together(List.of(message));
      } catch (RuntimeException e) { // whatever it is, the others come first
        if (retryable(e)) {
          throw e;
        }
        last = e;
      }
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "a message of {0} cannot be stored and becomes a dead letter: {1}",
        message.device(),
        last.getMessage());
    return together(
        List.of(
            new Message.Unreadable(message.source(), "it cannot be stored: " + last.getMessage())));
  }

  private Ingested together(List<Message> messages) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(messages);
      } catch (RoomMissing e) {
        if (attempt == ROOM_ATTEMPTS) {
          throw e;
        }
        database.transact(
            connection -> {
              database.dialect().makeRoom(connection, e.starts());
              return true;
            });
      }
    }
  }

  private Ingested attempt(List<Message> messages) {
    List<Names.Use> made = new ArrayList<>();
    Ingested ingested =
        database.transact(
            connection -> {
              Ingestion ingestion = new Ingestion(connection, database.dialect(), names, keep);
              made.add(ingestion.names());
              return ingestion.run(messages);
            });
    made.forEach(Names.Use::keep);
    return ingested;
  }

  Optional<Standing> standing(DeviceAddress device) {
    return database.transact(connection -> standing(connection, device));
  }

  private Optional<Standing> standing(java.sql.Connection connection, DeviceAddress device)
      throws SQLException {
    DeviceLoader loader = new DeviceLoader(new Plain(connection), database.dialect());
    Optional<Devices.Key> key = loader.find(device);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    List<DeviceState> states = loader.lock(Map.of(device, key.get()));
    loader.loadEpochs(states);
    return Optional.of(states.getFirst().standing());
  }
}
