/** The side that sends: every record until it is acknowledged, or a tombstone in its place. */
@NullMarked
package io.headcount.delivery.sender;

import org.jspecify.annotations.NullMarked;
