package io.headcount.collector.query;

/** Crossings of lines. Immutable. */
public record Passages(long in, long out) {
  static final Passages NONE = new Passages(0, 0);

  Passages plus(Passages other) {
    return new Passages(in + other.in, out + other.out);
  }
}
