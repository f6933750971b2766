package io.headcount.collector.query;

/**
 * A line, a zone or a camera. Immutable.
 *
 * @param name of the line or zone; empty for a camera
 * @param type a line's policy, a zone's type; empty for a camera
 */
public record PartEntry(
    String store, String device, String camera, String name, String type, boolean simulated) {}
