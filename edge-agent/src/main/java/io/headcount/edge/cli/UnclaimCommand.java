package io.headcount.edge.cli;

import io.headcount.edge.access.BoxAccess;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headcount-agent unclaim}: for a forgotten password. */
@Command(
    name = "unclaim",
    mixinStandardHelpOptions = true,
    description = {
      "Forgets the password of the box's page and signs everybody out, then prints a new code with"
          + " which the page is set up again.",
      "Counts, configuration and the tokens of programs stay as they are."
    })
public final class UnclaimCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataFlag data = new DataFlag();

  /** Made by picocli. */
  public UnclaimCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    BoxAccess access = data.access();
    Optional<Integer> ended = access.unclaim();
    out.println(
        ended
            .map(
                sessions ->
                    "the password is forgotten, and %s"
                        .formatted(
                            sessions == 1 ? "1 session ended" : sessions + " sessions ended"))
            .orElse("nobody had claimed this box"));
    access
        .drawClaimCode()
        .ifPresent(code -> out.println("set the page up again with the code " + code.text()));
    return 0;
  }
}
