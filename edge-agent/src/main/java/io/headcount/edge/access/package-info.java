/** Who may come to this box's page: its claim, password, sessions, and tokens of programs. */
@NullMarked
package io.headcount.edge.access;

import org.jspecify.annotations.NullMarked;
