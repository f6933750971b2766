/** From detections of one frame to identities over time. */
@NullMarked
package io.headcount.analytics.track;

import org.jspecify.annotations.NullMarked;
