package io.headcount.edge.cli;

import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.agent.EdgeAgent;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code headcount-agent sign-in-link}: into the page without the password, from the box itself.
 */
@Command(
    name = "sign-in-link",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a link that signs one browser in, once, within 15 minutes.",
      "For whoever has the box's shell; nothing of it stays in the browser's history of requests."
    })
public final class SignInLinkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataFlag data = new DataFlag();

  /** Made by picocli. */
  public SignInLinkCommand() {}

  @Override
  public Integer call() {
    URI page = EdgeAgent.pageOf(data.folder());
    spec.commandLine().getOut().println(link(page, data.access(), BoxAccess.LINK_LIFE));
    return 0;
  }

  /** Behind the #, so that it reaches no server's log. */
  static URI link(URI page, BoxAccess access, Duration life) {
    return page.resolve("/sign-in#" + access.drawLink(life).reveal());
  }
}
