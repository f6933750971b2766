package io.headcount.web.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a new password must be: long, and not what is tried first. Immutable. Nothing is asked of
 * its letters, digits and signs, which only makes people write them down.
 */
public final class PasswordRules {
  /** Shortest, in characters. */
  public static final int SHORTEST = 12;

  /** Longest, in characters. */
  public static final int LONGEST = 256;

  /** Names shorter than this may stand in a password. */
  private static final int NAME = 3;

  /** How much must be left of a password without the names in it. */
  private static final int OF_ITS_OWN = 8;

  /** A piece of up to this many characters, again and again, is no password. */
  private static final int PIECE = 5;

  /** How often a password must leave the row of the keyboard that it is in. */
  private static final int FRESH = 4;

  private static final List<String> WORDS = List.of("headcount", "password", "passwort");

  /** Each goes round, so that 890123 is a row too. */
  private static final List<String> ROWS =
      List.of(
          "abcdefghijklmnopqrstuvwxyz",
          "1234567890",
          "qwertyuiop",
          "qwertzuiop",
          "azertyuiop",
          "asdfghjkl",
          "qsdfghjklm",
          "zxcvbnm",
          "yxcvbnm",
          "wxcvbn");

  private final List<String> names;

  /**
   * @param names of the user, the box, the store: what others know and try
   */
  public PasswordRules(Collection<String> names) {
    this.names =
        Stream.concat(names.stream(), WORDS.stream())
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> name.length() >= NAME)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** What is wrong with a new password, as a sentence to its owner; empty when it is good. */
  public Optional<String> fault(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return Optional.of(
          "Take at least %d characters (these are %d): four words that do not belong together are easy to keep in mind."
              .formatted(SHORTEST, length));
    }
    if (length > LONGEST) {
      return Optional.of("Take at most %d characters.".formatted(LONGEST));
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (repeats(lower)) {
      return Optional.of("That is the same few characters again and again: take something longer.");
    }
    if (walksAlongRows(lower)) {
      return Optional.of("That is a row of keys, which is tried first: take words or mix more.");
    }
    if (withoutNames(lower).length() < OF_ITS_OWN) {
      return Optional.of(
          "That is little more than a name that others know: add words that have nothing to do with it.");
    }
    return Optional.empty();
  }

  private static boolean repeats(String password) {
    for (int piece = 1; piece <= PIECE; piece++) {
      if (password.substring(piece).equals(password.substring(0, password.length() - piece))) {
        return true;
      }
    }
    return false;
  }

  private static boolean walksAlongRows(String password) {
    int fresh = 1;
    for (int i = 1; i < password.length(); i++) {
      if (!neighbours(password.charAt(i - 1), password.charAt(i))) {
        fresh++;
      }
    }
    return fresh < FRESH;
  }

  private static boolean neighbours(char one, char other) {
    return one == other
        || ROWS.stream()
            .anyMatch(
                row -> {
                  int from = row.indexOf(one);
                  int to = row.indexOf(other);
                  int apart = Math.floorMod(from - to, row.length());
                  return from >= 0 && to >= 0 && (apart == 1 || apart == row.length() - 1);
                });
  }

  private String withoutNames(String password) {
    String rest = password;
    for (String name : names) {
      rest = rest.replace(name, "");
    }
    return rest;
  }
}
