package io.headcount.collector.picture;

/**
 * A picture that this program wrote. Immutable; the bytes are not to be changed.
 *
 * @param jpeg its file, without anything but the dots
 * @param width in dots
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Picture(byte[] jpeg, int width, int height) {}
