package io.headcount.edge.detect;

/**
 * What one detection took, in nanoseconds. Immutable.
 *
 * @param preprocess scaling the picture into the input
 * @param inference until the engine's output can be read
 * @param postprocess reading it, suppression, and freeing the engine's memory
 * @param people found
 */
public record StageTimes(long preprocess, long inference, long postprocess, int people) {}
