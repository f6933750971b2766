package io.headcount.collector.query;

/**
 * What cameras saw. Immutable.
 *
 * @param frames that were looked at
 * @param windows that came in
 */
public record Sight(long frames, long windows) {
  Sight plus(Sight other) {
    return new Sight(frames + other.frames, windows + other.windows);
  }
}
