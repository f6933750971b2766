package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

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
public record LineCount(String id, String policy, long in, long out, long totalIn, long totalOut) {}
