/** Zones that people are in, and for how long. */
@NullMarked
package io.headcount.analytics.zone;

import org.jspecify.annotations.NullMarked;
