package io.headcount.edge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headcount-agent camera}: looks at one camera. */
@Command(
    name = "camera",
    mixinStandardHelpOptions = true,
    description = "Looks at one camera.",
    subcommands = CameraTest.class)
public final class CameraCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public CameraCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: test");
  }
}
