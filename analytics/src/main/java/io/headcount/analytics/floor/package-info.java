/** From the picture to the floor, in metres. */
@NullMarked
package io.headcount.analytics.floor;

import org.jspecify.annotations.NullMarked;
