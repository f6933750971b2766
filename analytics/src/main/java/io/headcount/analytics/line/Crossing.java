package io.headcount.analytics.line;

import io.headcount.analytics.track.TrackId;
import java.time.Instant;

/**
 * One person passed one line. Immutable.
 *
 * @param line id of the line
 * @param direction as the line defines it
 * @param track who
 * @param at when the anchor met the line, between two observations
 */
public record Crossing(String line, Direction direction, TrackId track, Instant at) {}
