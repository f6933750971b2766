/** Things that look like a person and never move: mannequins, posters, cones. */
@NullMarked
package io.headcount.analytics.statics;

import org.jspecify.annotations.NullMarked;
