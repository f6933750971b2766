/** The composition root: every part of the collector made and started, in the order of the data. */
@NullMarked
package io.headcount.collector.server;

import org.jspecify.annotations.NullMarked;
