/** Looks at what a program needs, and says what is missing and the cure. */
@NullMarked
package io.headcount.program.doctor;

import org.jspecify.annotations.NullMarked;
