/** Sends what state.db holds to the collector, and takes its configurations and commands. */
@NullMarked
package io.headcount.edge.uplink;

import org.jspecify.annotations.NullMarked;
