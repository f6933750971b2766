package io.headcount.edge.model;

import java.util.Set;

/**
 * Under which terms weights may be used. Immutable.
 *
 * @param spdx SPDX id
 * @param accepted whether the box's owner took on its terms in so many words
 */
public record Licence(String spdx, boolean accepted) {
  /** Terms that ask nothing of a shop that merely runs the model. */
  private static final Set<String> FREE =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSL-1.0",
          "CC-BY-4.0",
          "CC0-1.0",
          "EPL-2.0",
          "ISC",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "LGPL-3.0-only",
          "LGPL-3.0-or-later",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "Unlicense",
          "Zlib");

  public Licence {
    if (!accepted && !FREE.contains(spdx)) {
      throw new IllegalArgumentException(
          "licence '%s' is not one that may be used without a decision: if you hold the right to use these weights, say accept_licence: true in your own catalogue (free ones: %s)"
              .formatted(spdx, String.join(", ", FREE.stream().sorted().toList())));
    }
  }
}
