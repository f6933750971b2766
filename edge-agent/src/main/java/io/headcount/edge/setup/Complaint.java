package io.headcount.edge.setup;

import io.headcount.program.settings.Problem;

/**
 * Something about what the page sent. Immutable.
 *
 * @param field which key, such as {@code cameras[0].lines[1].to}; empty for all of it
 * @param text what is wrong or odd
 * @param cure what to do; may be empty
 */
public record Complaint(String field, String text, String cure) {
  static Complaint of(Problem problem) {
    return new Complaint(problem.path(), problem.message(), problem.suggestion().orElse(""));
  }
}
