/**
 * How well a configuration counts, measured on a clip that a person counts as well. The one place
 * that writes pictures: blurred stills, in a report that the person asked for.
 */
@NullMarked
package io.headcount.edge.audit;

import org.jspecify.annotations.NullMarked;
