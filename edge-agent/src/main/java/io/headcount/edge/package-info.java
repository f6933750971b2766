/** The agent on the box. */
@NullMarked
package io.headcount.edge;

import org.jspecify.annotations.NullMarked;
