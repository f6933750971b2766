package io.headcount.edge.cli;

import io.headcount.edge.agent.AgentException;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.config.ConfigException;
import io.headcount.edge.config.Problem;
import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.journal.JournalException;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.status.PortTakenException;
import io.headcount.edge.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line of the agent: what it has and how its errors are shown. */
@Command(
    name = "headcount-agent",
    mixinStandardHelpOptions = true,
    versionProvider = HeadcountAgent.Version.class,
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
      ReplayCommand.class,
      DoctorCommand.class,
      ModelCommand.class,
      CommandLine.HelpCommand.class
    })
public final class HeadcountAgent implements Runnable {
  /** Parent of all our loggers; held, because the log manager would forget it. */
  static final Logger PROGRAM = Logger.getLogger("io.headcount");

  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public HeadcountAgent() {}

  /** Runs one command and gives its exit code. */
  public static int run(String... args) {
    configureLogging();
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new HeadcountAgent())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(HeadcountAgent::failed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  /** A fault that the user can mend is one message; anything else is ours, and is shown whole. */
  private static int failed(Exception fault, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (fault) {
      case ConfigException e -> {
        for (Problem problem : e.problems()) {
          err.println(
              problem.file()
                  + ":"
                  + problem.line()
                  + ":"
                  + problem.column()
                  + "  "
                  + problem.path()
                  + "  "
                  + problem.message()
                  + problem.suggestion().map(cure -> ": " + cure).orElse(""));
        }
        err.println("see all of it with: headcount-agent check FILE");
      }
      case AgentException _,
          CaptureException _,
          DetectorException _,
          JournalException _,
          ModelException _,
          PortTakenException _,
          StoreException _,
          IllegalArgumentException _ ->
          err.println(command.getCommandName() + ": " + fault.getMessage());
      default -> {
        err.println("a fault of the program itself; please report it with all that follows");
        fault.printStackTrace(err);
      }
    }
    err.flush();
    return FAILED;
  }

  private static void configureLogging() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream settings = HeadcountAgent.class.getResourceAsStream("logging.properties")) {
      if (settings != null) {
        LogManager.getLogManager().readConfiguration(settings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own logging settings cannot be read", e);
    }
  }

  /** The version that the build wrote into the program. */
  static String version() {
    return Optional.ofNullable(HeadcountAgent.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "headcount-agent " + version(), "Java " + Runtime.version() + ", ${os.name} ${os.arch}"
      };
    }
  }
}
