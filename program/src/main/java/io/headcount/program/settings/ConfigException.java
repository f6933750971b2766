package io.headcount.program.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; says everything that is wrong with it at once. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // ArrayList and not List, because exceptions are serialisable
  private final transient ArrayList<Problem> problems;
  private final transient ArrayList<Problem> warnings;

  ConfigException(List<Problem> problems, List<Problem> warnings) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = new ArrayList<>(problems);
    this.warnings = new ArrayList<>(warnings);
  }

  /** What must be mended, in the order of the file; at least one. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** What is odd besides, in the order of the file. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }
}
