/** The catalogue of models this box may load. */
@NullMarked
package io.headcount.edge.model;

import org.jspecify.annotations.NullMarked;
