/** The box's database: closed windows, visits, the open state and the journal cursor. */
@NullMarked
package io.headcount.edge.store;

import org.jspecify.annotations.NullMarked;
