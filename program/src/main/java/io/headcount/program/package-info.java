/** What every program of Headcount needs. */
@NullMarked
package io.headcount.program;

import org.jspecify.annotations.NullMarked;
