/** The append-only record of what was observed: the box's single source of truth. */
@NullMarked
package io.headcount.edge.journal;

import org.jspecify.annotations.NullMarked;
