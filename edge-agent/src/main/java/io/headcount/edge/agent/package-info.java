/** The composition root: every part of the box made and started, in the order that data flows. */
@NullMarked
package io.headcount.edge.agent;

import org.jspecify.annotations.NullMarked;
