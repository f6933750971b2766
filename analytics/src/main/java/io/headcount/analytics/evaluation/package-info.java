/** How good tracks are, measured against labelled truth: HOTA, CLEAR MOT and identity scores. */
@NullMarked
package io.headcount.analytics.evaluation;

import org.jspecify.annotations.NullMarked;
