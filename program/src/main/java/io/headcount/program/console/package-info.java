/** How a program starts, shows its errors and progress, and is stopped. */
@NullMarked
package io.headcount.program.console;

import org.jspecify.annotations.NullMarked;
