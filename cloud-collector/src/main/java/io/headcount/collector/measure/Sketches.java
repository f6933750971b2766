package io.headcount.collector.measure;

import io.headcount.contract.Bins;
import io.headcount.contract.Sketch;

/** Adds sketches up that are kept as text, with spaces between several. Stateless. */
public final class Sketches {
  private Sketches() {}

  /** The sum of all sketches in a text. */
  public static Sketch parse(String text) {
    if (text.isBlank()) {
      return Sketch.NONE;
    }
    if (text.indexOf(' ') < 0) {
      return new Sketch(Bins.parse(text));
    }
    long[] counts = new long[Sketch.LAST + 1];
    for (String one : text.split(" ", -1)) {
      new Sketch(Bins.parse(one)).bins().addTo(counts);
    }
    return new Sketch(Bins.of(counts));
  }

  public static String text(Sketch sketch) {
    return sketch.bins().text();
  }
}
