package io.headcount.delivery.link;

import java.time.Instant;
import java.util.Optional;

/**
 * How a link is doing. Immutable.
 *
 * @param connected there is a session
 * @param since when it became so, or when the link was started
 * @param failures attempts and short sessions that failed in a row
 * @param lastError why the last attempt failed or the last session ended
 */
public record LinkStatus(
    boolean connected, Instant since, int failures, Optional<String> lastError) {}
