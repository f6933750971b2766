package io.headcount.collector.query;

/**
 * How many people are inside a store, an estimate. Immutable. Each day begins with none.
 *
 * @param inside at the end of the time; what is left at the end of a day is taken for gone
 * @param peak most in any minute of it
 * @param corrected how many were added in it, because more went out than were known to be inside
 */
public record Inside(long inside, long peak, long corrected) {}
