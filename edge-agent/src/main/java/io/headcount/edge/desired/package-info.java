/** The configuration that the collector wants: kept, tried, proved or rolled back. */
@NullMarked
package io.headcount.edge.desired;

import org.jspecify.annotations.NullMarked;
