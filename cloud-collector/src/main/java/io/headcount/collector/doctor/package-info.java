/** Looks whether a machine has all that a collector needs. */
@NullMarked
package io.headcount.collector.doctor;

import org.jspecify.annotations.NullMarked;
