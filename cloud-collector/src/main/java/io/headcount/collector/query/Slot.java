package io.headcount.collector.query;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * A part of a period, with the offsets of the store's clocks. Immutable. Of all stores together:
 * from when the first store begins it until the last one ends it.
 *
 * @param day the date that it begins on by the store's clocks
 * @param end the moment after it
 * @param repeated whether the clocks had shown its start before, an hour that comes twice
 */
public record Slot(LocalDate day, OffsetDateTime start, OffsetDateTime end, boolean repeated) {}
