/** The commands of headcount-agent. */
@NullMarked
package io.headcount.edge.cli;

import org.jspecify.annotations.NullMarked;
