package io.headcount.analytics.track;

import java.time.Instant;

/**
 * Somebody at a moment. Immutable.
 *
 * @param at time of the frame
 * @param person who was seen in it, and where
 */
public record Sighting(Instant at, TrackedBox person) {}
