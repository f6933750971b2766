/**
 * How the box has been: what was wrong and when, its last days, and a bundle of all that for
 * support.
 */
@NullMarked
package io.headcount.edge.health;

import org.jspecify.annotations.NullMarked;
