package io.headcount.edge.audit;

import java.util.Locale;

/** Why the machine and the person differ, as the person judges it. */
enum Reason {
  HIDDEN("hidden behind somebody or something", true, false),
  NOT_FOUND("in plain view, and not found", true, false),
  LEFT_PICTURE("left or entered the picture at the line", true, true),
  ABREAST("several people abreast", true, true),
  DARK("too dark or too bright", true, true),
  ON_THE_LINE("stood or turned on the line", true, true),
  SWITCHED("identity switched", true, true),
  TWICE("one person counted twice", false, true),
  NOBODY("nobody: a reflection, poster, cart", false, true),
  OTHER("something else", true, true);

  private final String words;
  private final boolean ofMiss;
  private final boolean ofInvention;

  Reason(String words, boolean ofMiss, boolean ofInvention) {
    this.words = words;
    this.ofMiss = ofMiss;
    this.ofInvention = ofInvention;
  }

  String words() {
    return words;
  }

  /** Whether it may explain an error of this kind. */
  boolean fits(Difference.Kind kind) {
    return kind == Difference.Kind.MISSED ? ofMiss : ofInvention;
  }

  /** As files and the page's requests write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The reason of a word.
   *
   * @throws IllegalArgumentException when there is none such
   */
  static Reason of(String word) {
    for (Reason each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("there is no reason '" + word + "'");
  }
}
