/** All lines and zones of one camera, folded over its observations into windows. */
@NullMarked
package io.headcount.analytics.scene;

import org.jspecify.annotations.NullMarked;
