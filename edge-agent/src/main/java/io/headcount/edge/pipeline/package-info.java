/** Capture, detection and tracking of the box's cameras, up to the journal. */
@NullMarked
package io.headcount.edge.pipeline;

import org.jspecify.annotations.NullMarked;
