package io.headcount.edge.cli;

import io.headcount.edge.access.AccessException;
import io.headcount.edge.access.ClaimCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headcount-agent claim-code}: a new code for setting up the box's page. */
@Command(
    name = "claim-code",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a new code with which the box is set up on its page; the code before it is void.",
      "A code on the box's sticker goes on working."
    })
public final class ClaimCodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataFlag data = new DataFlag();

  /** Made by picocli. */
  public ClaimCodeCommand() {}

  @Override
  public Integer call() {
    ClaimCode code =
        data.access()
            .drawClaimCode()
            .orElseThrow(
                () ->
                    new AccessException(
                        "this box is claimed already: sign in with its password, or forget it with"
                            + " 'headcount-agent unclaim'"));
    spec.commandLine().getOut().println(code.text());
    return 0;
  }
}
