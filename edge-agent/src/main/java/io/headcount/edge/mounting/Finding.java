package io.headcount.edge.mounting;

/**
 * One trouble of a camera. Immutable.
 *
 * @param measured what was measured and what would be good, for people to read
 */
public record Finding(Trouble trouble, String measured) {}
