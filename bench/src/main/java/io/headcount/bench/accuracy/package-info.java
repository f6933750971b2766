/** How well people are tracked and counted, with and without each part of the tracker. */
@NullMarked
package io.headcount.bench.accuracy;

import org.jspecify.annotations.NullMarked;
