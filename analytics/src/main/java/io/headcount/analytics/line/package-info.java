/** Lines that people cross. */
@NullMarked
package io.headcount.analytics.line;

import org.jspecify.annotations.NullMarked;
