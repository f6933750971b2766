/** From the journal to counts: replayable, and committed with the place it was read up to. */
@NullMarked
package io.headcount.edge.count;

import org.jspecify.annotations.NullMarked;
