package io.headcount.analytics.line;

/** How often one track may count at one line. Printed in reports. */
public enum CrossingPolicy {
  EVERY_CROSSING,
  ONCE_PER_TRACK
}
