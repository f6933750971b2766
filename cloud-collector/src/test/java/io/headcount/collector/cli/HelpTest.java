package io.headcount.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  /** Lines are broken where the console is narrow; what is broken before is broken twice. */
  @Test
  void eachLineOfHelpEndsWithItsSentence() {
    assertThat(all(HeadcountCollector.program().commandLine().getCommandSpec()))
        .hasSizeGreaterThan(10)
        .allSatisfy(command -> assertThat(texts(command)).allSatisfy(HelpTest::endsSentences));
  }

  private static void endsSentences(String... lines) {
    assertThat(Stream.of(lines).limit(Math.max(0, lines.length - 1)))
        .allMatch(line -> line.matches("(?s)(.*[.:])?"));
  }

  private static List<String[]> texts(CommandSpec command) {
    return Stream.concat(
            Stream.<String[]>of(command.usageMessage().description()),
            command.options().stream().map(OptionSpec::description))
        .toList();
  }

  private static Stream<CommandSpec> all(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .filter(each -> !(each.getCommand() instanceof CommandLine.HelpCommand))
            .map(CommandLine::getCommandSpec)
            .flatMap(HelpTest::all));
  }
}
