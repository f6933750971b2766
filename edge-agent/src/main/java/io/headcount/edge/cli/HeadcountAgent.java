package io.headcount.edge.cli;

import io.headcount.edge.access.AccessException;
import io.headcount.edge.agent.AgentException;
import io.headcount.edge.audit.AuditException;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.desired.DesiredException;
import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.journal.JournalException;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.status.PortTakenException;
import io.headcount.edge.store.StoreException;
import io.headcount.program.console.ConsoleProgram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the agent: what it has, and which faults its users can mend. */
@Command(
    name = "headcount-agent",
    mixinStandardHelpOptions = true,
    description = "Counts people in shops, on the cameras that are already there.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it did not work; the reason is printed",
      "2:the command line is wrong"
    },
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      CameraCommand.class,
      TrackCommand.class,
      CountCommand.class,
      EvaluateCommand.class,
      AuditCommand.class,
      ReplayCommand.class,
      DoctorCommand.class,
      SupportBundleCommand.class,
      ClaimCodeCommand.class,
      UnclaimCommand.class,
      SignInLinkCommand.class,
      TokenCommand.class,
      BenchCommand.class,
      ModelCommand.class,
      CommandLine.HelpCommand.class
    })
public final class HeadcountAgent implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public HeadcountAgent() {}

  /** Runs one command and gives its exit code. */
  public static int run(String... args) {
    return program().run(args);
  }

  static ConsoleProgram program() {
    return new ConsoleProgram(new HeadcountAgent(), HeadcountAgent::mendable);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  private static boolean mendable(Exception fault) {
    return switch (fault) {
      case AccessException _,
          AgentException _,
          AuditException _,
          CaptureException _,
          DesiredException _,
          DetectorException _,
          JournalException _,
          ModelException _,
          PortTakenException _,
          StoreException _ ->
          true;
      default -> false;
    };
  }

  /** The version that the build wrote into the program. */
  static String version() {
    return ConsoleProgram.version(HeadcountAgent.class);
  }
}
