/** The collector as a whole: its parts, in the order that data flows. */
@NullMarked
package io.headcount.collector.server;

import org.jspecify.annotations.NullMarked;
