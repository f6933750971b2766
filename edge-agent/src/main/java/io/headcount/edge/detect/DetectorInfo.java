package io.headcount.edge.detect;

/**
 * What really runs. Immutable.
 *
 * @param model catalogue id and version, such as {@code nanodet-g 1}
 * @param engine {@code onnxruntime} or {@code pytorch} with its version
 * @param device {@code cpu} or {@code gpu:N}
 * @param licence SPDX id of the weights' licence
 * @param lanes frames that it looks at side by side
 * @param threads threads the engine uses inside one inference
 */
public record DetectorInfo(
    String model, String engine, String device, String licence, int lanes, int threads) {}
