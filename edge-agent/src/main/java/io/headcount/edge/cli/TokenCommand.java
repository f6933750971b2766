package io.headcount.edge.cli;

import io.headcount.edge.access.AccessException;
import io.headcount.edge.access.ProgramToken;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-agent token}: programs that read the box's API and metrics. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Makes, lists and revokes tokens with which programs read the API and metrics.")
public final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public TokenCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it, this once: send it as Authorization: Bearer.")
  int create(
      @Mixin DataFlag data,
      @Parameters(paramLabel = "NAME", description = "What it is for, such as prometheus.")
          String name) {
    say(data.access().issueToken(name));
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the tokens in force, without their text, which nobody knows any more.")
  int list(@Mixin DataFlag data) {
    List<ProgramToken> tokens = data.access().tokens();
    tokens.forEach(token -> say("%-32s made %s".formatted(token.name(), token.created())));
    if (tokens.isEmpty()) {
      say("there is no token");
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a token out of force, at once.")
  int revoke(
      @Mixin DataFlag data,
      @Parameters(paramLabel = "NAME", description = "As it was named.") String name) {
    if (!data.access().revokeToken(name)) {
      throw new AccessException(
          "there is no token '%s': 'headcount-agent token list' shows those there are"
              .formatted(name));
    }
    say("the token '%s' is out of force".formatted(name));
    return 0;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
