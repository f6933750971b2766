/** What the program costs and whether it stands what a box goes through. */
@NullMarked
package io.headcount.bench;

import org.jspecify.annotations.NullMarked;
