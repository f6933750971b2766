package io.headcount.edge.access;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What shows that somebody has the box before them. Immutable. Drawn ones have twelve characters of
 * thirty, none of which looks like another: 58 bits, in three groups.
 */
public final class ClaimCode {
  /** Fewest letters and digits of one that comes on a sticker. */
  public static final int SHORTEST = 10;

  private static final String CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 12;
  private static final int GROUP = 4;

  private final String letters;

  private ClaimCode(String letters) {
    this.letters = letters;
  }

  static ClaimCode draw(SecureRandom random) {
    return new ClaimCode(
        random
            .ints(LENGTH, 0, CHARACTERS.length())
            .mapToObj(i -> CHARACTERS.substring(i, i + 1))
            .collect(Collectors.joining()));
  }

  /** As a person typed it: only letters and digits count, small or large. */
  public static ClaimCode typed(String text) {
    return new ClaimCode(text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
  }

  /** Whether it is too long to be tried out. */
  public boolean longEnough() {
    return letters.length() >= SHORTEST;
  }

  /** Only its letters and digits, as it is hashed. */
  String letters() {
    return letters;
  }

  /** For people: in groups, {@code ABCD-2345-WXYZ}. */
  public String text() {
    return letters.replaceAll("(.{%d})(?=.)".formatted(GROUP), "$1-");
  }

  @Override
  public String toString() {
    return "***";
  }
}
