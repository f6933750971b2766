package io.headcount.collector.history;

/** Sums up hours and days whose windows changed. Thread-safe; several may work at a time. */
public final class Roller {
  private final Database database;

  Roller(Database database) {
    this.database = database;
  }

  /**
   * Sums up what changed, newest hours first.
   *
   * @param limit how many hours of stores at most
   * @return how many were looked at; call again at once while there are any
   */
  public int rollSome(int limit) {
    if (limit == 0) {
      return 0;
    }
    throw new UnsupportedOperationException(database.storage().toString() + limit);
  }
}
