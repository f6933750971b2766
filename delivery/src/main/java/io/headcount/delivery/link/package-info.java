/** The connection to a broker, kept up for ever: the only place that knows the MQTT library. */
@NullMarked
package io.headcount.delivery.link;

import org.jspecify.annotations.NullMarked;
