/** Settings files: strict YAML, read into a program's own records with every mistake in one go. */
@NullMarked
package io.headcount.program.settings;

import org.jspecify.annotations.NullMarked;
