/** The box's configuration: one YAML file, read into immutable records. */
@NullMarked
package io.headcount.edge.config;

import org.jspecify.annotations.NullMarked;
