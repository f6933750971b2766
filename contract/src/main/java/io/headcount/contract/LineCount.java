package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Set;

/**
 * Crossings of one line in one minute. Immutable.
 *
 * @param id the line's id on its camera
 * @param policy {@code every_crossing} or {@code once_per_track}
 * @param in crossings towards the line's right-hand side
 * @param out crossings the other way
 * @param totalIn all {@code in} since this box began to count the line
 * @param totalOut all {@code out} since then
 */
@JsonPropertyOrder({"id", "policy", "in", "out", "totalIn", "totalOut"})
public record LineCount(String id, String policy, long in, long out, long totalIn, long totalOut) {
  static final Set<String> POLICIES = Set.of("every_crossing", "once_per_track");

  public LineCount {
    Check.id("line", id);
    Check.oneOf("policy", policy, POLICIES);
    Check.notNegative("in", in);
    Check.notNegative("out", out);
    Check.notNegative("totalIn", totalIn);
    Check.notNegative("totalOut", totalOut);
  }
}
