package io.headcount.collector.query;

import java.util.Optional;

/**
 * The same part of two periods. Immutable.
 *
 * @param now absent where nothing was observed
 * @param then absent where nothing was observed
 */
public record Comparison<V>(Subject subject, Optional<Point<V>> now, Optional<Point<V>> then) {}
