/** From a camera or a file to frames in memory; the only place that opens video. */
@NullMarked
package io.headcount.edge.capture;

import org.jspecify.annotations.NullMarked;
