/** The local page, JSON API, metrics and health. */
@NullMarked
package io.headcount.edge.status;

import org.jspecify.annotations.NullMarked;
