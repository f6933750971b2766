package io.headcount.collector.history;

/** Counts what one transaction does. Confined to its thread. */
final class Tally {
  long messages;
  long records;
  long tombstones;
  long duplicates;
  long quarantined;
  long deadLetters;

  Ingested.Counts counts() {
    return new Ingested.Counts(messages, records, tombstones, duplicates, quarantined, deadLetters);
  }
}
