/** The MQTT broker inside the collector, for a first look and for small chains. */
@NullMarked
package io.headcount.collector.broker;

import org.jspecify.annotations.NullMarked;
