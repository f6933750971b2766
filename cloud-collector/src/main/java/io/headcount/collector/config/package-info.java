/** What a collector is told by its configuration file. */
@NullMarked
package io.headcount.collector.config;

import org.jspecify.annotations.NullMarked;
