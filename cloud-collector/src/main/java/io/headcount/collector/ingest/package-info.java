/** What boxes publish goes into the history; what the history has is acknowledged to them. */
@NullMarked
package io.headcount.collector.ingest;

import org.jspecify.annotations.NullMarked;
