package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Sequence numbers from one to another, both included; the first is 1. Immutable. */
@JsonPropertyOrder({"from", "to"})
public record Range(long from, long to) {
  public Range {
    if (from < 1 || to < from) {
      throw new IllegalArgumentException("no range: " + from + " to " + to);
    }
  }
}
