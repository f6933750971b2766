package io.headcount.program.settings;

import java.util.List;

/**
 * The keys of one part of a file. Immutable.
 *
 * @param place where in the file, such as {@code cameras[].lines[]}; empty for the top
 * @param names every key there is, one or more
 */
public record Keys(String place, List<String> names) {
  public Keys {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no key under '" + place + "'");
    }
  }

  public static Keys of(String place, String... names) {
    return new Keys(place, List.of(names));
  }
}
