package io.headcount.collector.history;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/** Which life of the database it is. Stateless. */
final class Generation {
  private static final int BYTES = 8;

  private Generation() {}

  static void ensure(Database database, Instant now) {
    database.write(
        h ->
            h.execute(
                "INSERT INTO generation VALUES (1, ?, ?) ON CONFLICT (one) DO NOTHING",
                random(),
                now.toEpochMilli()));
  }

  static String read(Database database) {
    return database.read(h -> h.createQuery("SELECT id FROM generation").mapTo(String.class).one());
  }

  /** From now on this is another life: devices look again at what is stored of theirs. */
  static void renew(Handle h, Instant now) {
    h.execute("UPDATE generation SET id = ?, since = ?", random(), now.toEpochMilli());
  }

  private static String random() {
    byte[] drawn = new byte[BYTES];
    new SecureRandom().nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
