/** What this machine can do: how fast engines are, and how many cameras they serve. */
@NullMarked
package io.headcount.edge.measure;

import org.jspecify.annotations.NullMarked;
