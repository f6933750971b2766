/** Points, boxes, lines and polygons in picture coordinates, 0..1 from the top left. */
@NullMarked
package io.headcount.analytics.geometry;

import org.jspecify.annotations.NullMarked;
