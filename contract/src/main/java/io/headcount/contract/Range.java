package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Sequence numbers from one to another, both included; the first is 1, the last that can be is 2^53
 * - 1. Immutable.
 */
@JsonPropertyOrder({"from", "to"})
public record Range(long from, long to) {
  public Range {
    check(from, to);
  }

  static void check(long from, long to) {
    if (from < 1 || to < from || to > Check.MAX_SEQ) {
      throw new IllegalArgumentException("no range: " + from + " to " + to);
    }
  }
}
