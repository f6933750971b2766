/** Minutes: what was measured in each, and how much of it was really observed. */
@NullMarked
package io.headcount.analytics.window;

import org.jspecify.annotations.NullMarked;
