/** The ways of people from zone to zone. */
@NullMarked
package io.headcount.analytics.flow;

import org.jspecify.annotations.NullMarked;
