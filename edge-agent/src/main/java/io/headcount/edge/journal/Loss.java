package io.headcount.edge.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of the journal that cannot be read, or is not there. Immutable.
 *
 * @param after position of the last entry read before it, or the one asked for
 * @param entries how many are gone, at the least
 * @param from time of the last entry before it, absent when there is none in its file
 * @param to time of the first entry after it, absent when there is none in its file
 * @param what what was found, and in which file
 */
public record Loss(
    long after, long entries, Optional<Instant> from, Optional<Instant> to, String what) {}
