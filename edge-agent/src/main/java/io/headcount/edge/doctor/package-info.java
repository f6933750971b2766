/** Examines a box: whether all that the agent needs is there and works. */
@NullMarked
package io.headcount.edge.doctor;

import org.jspecify.annotations.NullMarked;
