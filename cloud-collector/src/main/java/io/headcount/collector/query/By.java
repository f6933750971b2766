package io.headcount.collector.query;

/** What numbers are summed to. */
public enum By {
  /** Each line, zone or camera. */
  PART,
  /** Each store. */
  STORE,
  /** All selected stores together; for days and longer. */
  ALL
}
