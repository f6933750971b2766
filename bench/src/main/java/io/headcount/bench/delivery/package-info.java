/**
 * Breaks the way from boxes to the collector on purpose, and looks whether every number arrives.
 */
@NullMarked
package io.headcount.bench.delivery;

import org.jspecify.annotations.NullMarked;
