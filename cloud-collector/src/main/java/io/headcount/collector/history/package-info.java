/**
 * The history of all stores: what came in, each record once, and its sums. The only place that
 * knows a database, SQLite or PostgreSQL.
 */
@NullMarked
package io.headcount.collector.history;

import org.jspecify.annotations.NullMarked;
