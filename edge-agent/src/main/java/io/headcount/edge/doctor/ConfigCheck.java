package io.headcount.edge.doctor;

import io.headcount.program.settings.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What reading the configuration has brought up. */
final class ConfigCheck implements Check {
  private final Path file;
  private final List<Problem> problems;
  private final List<Problem> warnings;

  ConfigCheck(Path file, List<Problem> problems, List<Problem> warnings) {
    this.file = file;
    this.problems = List.copyOf(problems);
    this.warnings = List.copyOf(warnings);
  }

  @Override
  public String name() {
    return "config";
  }

  @Override
  public Finding run() {
    String all =
        Stream.concat(problems.stream(), warnings.stream())
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    if (!problems.isEmpty()) {
      return Finding.fail(
          name(),
          "%s cannot be used, problems: %d; the rest is looked at with the defaults"
              .formatted(file, problems.size()),
          all);
    }
    return warnings.isEmpty()
        ? Finding.ok(name(), file + " can be used")
        : Finding.warn(name(), file + " can be used, warnings: " + warnings.size(), all);
  }
}
