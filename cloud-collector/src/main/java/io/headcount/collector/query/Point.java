package io.headcount.collector.query;

/**
 * What was counted in one part of the period; there is none where nothing was observed. Immutable.
 *
 * @param simulated no real shop stands behind it, or behind a part of it
 */
public record Point<V>(
    Subject subject, Slot slot, V values, Coverage coverage, boolean simulated) {}
