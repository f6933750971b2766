/** Every number exactly once. */
@NullMarked
package io.headcount.delivery;

import org.jspecify.annotations.NullMarked;
