/** The history for programs: JSON, CSV and server-sent events over HTTP, with tokens. */
@NullMarked
package io.headcount.collector.api;

import org.jspecify.annotations.NullMarked;
