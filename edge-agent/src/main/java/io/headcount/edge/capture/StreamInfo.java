package io.headcount.edge.capture;

/**
 * What a source said of itself when it was opened. Immutable.
 *
 * @param width pixels
 * @param height pixels
 * @param framesPerSecond nominal, 0 when the source does not say
 * @param codec the decoder's short name, such as {@code h264}
 */
public record StreamInfo(int width, int height, double framesPerSecond, String codec) {}
