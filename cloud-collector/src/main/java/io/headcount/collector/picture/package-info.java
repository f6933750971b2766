/** Pictures that people bring: read with care, written anew. */
@NullMarked
package io.headcount.collector.picture;

import org.jspecify.annotations.NullMarked;
