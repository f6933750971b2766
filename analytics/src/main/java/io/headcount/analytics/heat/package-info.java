/** Where in the picture people are, and where they stand. */
@NullMarked
package io.headcount.analytics.heat;

import org.jspecify.annotations.NullMarked;
