package io.headcount.program.doctor;

import java.util.Optional;

/**
 * What one check found. Immutable.
 *
 * @param name of the check
 * @param level how bad it is
 * @param found what is there, in one line
 * @param cure what to do about it; empty when nothing is to be done
 */
public record Finding(String name, Level level, String found, Optional<String> cure) {
  /** How bad a finding is, from good to bad. */
  public enum Level {
    /** As it should be. */
    OK,
    /** The program runs, and something is odd. */
    WARN,
    /** The program does not run, or not as it is told to. */
    FAIL
  }

  /** As it should be. */
  public static Finding ok(String name, String found) {
    return new Finding(name, Level.OK, found, Optional.empty());
  }

  /** Odd, with what to do about it. */
  public static Finding warn(String name, String found, String cure) {
    return new Finding(name, Level.WARN, found, Optional.of(cure));
  }

  /** Wrong, with what to do about it. */
  public static Finding fail(String name, String found, String cure) {
    return new Finding(name, Level.FAIL, found, Optional.of(cure));
  }
}
