package io.headcount.collector.query;

import io.headcount.contract.StreamName;
import java.time.Instant;

/**
 * A crossing or a visit. Immutable.
 *
 * @param at when a line was met or a zone was left
 * @param name of the line or zone
 */
public record EventEntry(StreamName stream, Instant at, String camera, String name) {}
