/** From frames to detections; the only place that runs a model. */
@NullMarked
package io.headcount.edge.detect;

import org.jspecify.annotations.NullMarked;
