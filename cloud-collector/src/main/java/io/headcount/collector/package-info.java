/** The collector. */
@NullMarked
package io.headcount.collector;

import org.jspecify.annotations.NullMarked;
