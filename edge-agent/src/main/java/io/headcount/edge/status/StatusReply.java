package io.headcount.edge.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * The answer to "how is the box": its status, and the machine beside it. Immutable.
 *
 * @param at when it was asked, by the box's clock
 * @param setup whether its cameras can be changed at /cameras
 * @param privacy whether people are kept from being seen
 */
record StatusReply(
    Instant at,
    boolean setup,
    Privacy.State privacy,
    @JsonUnwrapped BoxStatus box,
    HostReading host) {}
