/** {@code headcount-collector}: what people and scripts say to a collector. */
@NullMarked
package io.headcount.collector.cli;

import org.jspecify.annotations.NullMarked;
