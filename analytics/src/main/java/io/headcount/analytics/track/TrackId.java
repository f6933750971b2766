package io.headcount.analytics.track;

/**
 * The identity of one person for as long as one camera follows them. Never used again by the same
 * journal, says nothing about who it is. Immutable.
 */
public record TrackId(long value) implements Comparable<TrackId> {
  public TrackId {
    if (value <= 0) {
      throw new IllegalArgumentException("track id " + value + " is not positive");
    }
  }

  @Override
  public int compareTo(TrackId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
