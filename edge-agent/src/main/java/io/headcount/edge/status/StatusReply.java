package io.headcount.edge.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * The answer to "how is the box": its status, and the machine beside it. Immutable.
 *
 * @param at when it was asked, by the box's clock
 */
record StatusReply(Instant at, @JsonUnwrapped BoxStatus box, HostReading host) {}
