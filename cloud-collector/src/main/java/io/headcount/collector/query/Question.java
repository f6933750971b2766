package io.headcount.collector.query;

/** What is asked: numbers of a selection over a period, in parts. Immutable. */
public record Question(Selection selection, Period period, Grain grain) {
  public Question {
    boolean fine = grain == Grain.MINUTE || grain == Grain.HOUR;
    if (fine && selection.by() == By.ALL) {
      throw new QueryException(
          QueryException.Kind.REFUSED,
          "minutes and hours of all stores cannot be put together: their clocks may differ",
          "ask by store, or for days and longer");
    }
  }
}
