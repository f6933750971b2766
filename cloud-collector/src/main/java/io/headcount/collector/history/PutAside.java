package io.headcount.collector.history;

import java.util.function.BiPredicate;

/** Records in quarantine and dead letters, once somebody has looked at them. Thread-safe. */
public final class PutAside {
  private final Database database;

  PutAside(Database database) {
    this.database = database;
  }

  /**
   * Forgets a record in quarantine.
   *
   * @param epoch number of the epoch, as lists of quarantined records name it
   * @param stream number of the stream, likewise
   * @param allowed says whether a tenant's store is the caller's
   * @return whether there was one
   */
  public boolean forget(
      int epoch, int stream, long seq, long hash, BiPredicate<String, String> allowed) {
    return database.write(
        h ->
            h
                    .createQuery(
                        """
                    SELECT t.name, s.name, q.tenant_id, q.store_id, q.device_id
                    FROM epoch e
                    JOIN quarantine q ON q.tenant_id = e.tenant_id AND q.store_id = e.store_id
                      AND q.device_id = e.device_id AND q.epoch_id = e.id
                    JOIN tenant t ON t.id = q.tenant_id JOIN store s ON s.id = q.store_id
                    WHERE e.id = ? AND q.stream = ? AND q.seq = ? AND q.hash = ?""")
                    .bind(0, epoch)
                    .bind(1, stream)
                    .bind(2, seq)
                    .bind(3, hash)
                    .map(
                        (row, context) ->
                            allowed.test(row.getString(1), row.getString(2))
                                ? new Devices.Key(row.getInt(3), row.getInt(4), row.getInt(5))
                                : NOBODY)
                    .stream()
                    .filter(key -> !key.equals(NOBODY))
                    .mapToInt(
                        key ->
                            h.execute(
                                """
                            DELETE FROM quarantine WHERE tenant_id = ? AND store_id = ?
                              AND device_id = ? AND epoch_id = ? AND stream = ? AND seq = ?
                              AND hash = ?""",
                                key.tenant(),
                                key.store(),
                                key.device(),
                                epoch,
                                stream,
                                seq,
                                hash))
                    .sum()
                > 0);
  }

  private static final Devices.Key NOBODY = new Devices.Key(0, 0, 0);

  /**
   * Forgets a dead letter.
   *
   * @param hash of its topic and payload
   * @param allowed says whether a tenant's store is the caller's
   * @return whether there was one
   */
  public boolean forgetLetter(long hash, BiPredicate<String, String> allowed) {
    return database.write(
        h ->
            h.createQuery("SELECT topic FROM dead_letter WHERE hash = ?")
                    .bind(0, hash)
                    .mapTo(String.class)
                    .findOne()
                    .filter(topic -> isOf(topic, allowed))
                    .map(topic -> h.execute("DELETE FROM dead_letter WHERE hash = ?", hash))
                    .orElse(0)
                > 0);
  }

  /** The topic may be broken behind the store's name. */
  private static boolean isOf(String topic, BiPredicate<String, String> allowed) {
    String[] levels = topic.split("/", -1);
    return topic.startsWith("headcount/v1/")
        && levels.length > STORE
        && allowed.test(levels[STORE - 1], levels[STORE]);
  }

  private static final int STORE = 3;
}
