/**
 * Questions to the history, and their answers as records. Reads only; beside {@code history} the
 * only place with SQL.
 */
@NullMarked
package io.headcount.collector.query;

import org.jspecify.annotations.NullMarked;
