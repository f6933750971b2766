package io.headcount.collector.cli;

import io.headcount.collector.broker.BrokerException;
import io.headcount.collector.history.HistoryException;
import io.headcount.collector.people.PeopleException;
import io.headcount.collector.query.QueryException;
import io.headcount.collector.server.CollectorException;
import io.headcount.contract.ContractException;
import io.headcount.program.console.ConsoleProgram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the collector: what it has, and which faults its users can mend. */
@Command(
    name = "headcount-collector",
    mixinStandardHelpOptions = true,
    description = "Holds the history of all stores and answers questions about it.",
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
      DoctorCommand.class,
      UserCommand.class,
      AuditCommand.class,
      TokenCommand.class,
      DeviceCommand.class,
      GapsCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      SimulateCommand.class,
      CommandLine.HelpCommand.class
    })
public final class HeadcountCollector implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by picocli. */
  public HeadcountCollector() {}

  /** Runs one command and gives its exit code. */
  public static int run(String... args) {
    return program().run(args);
  }

  static ConsoleProgram program() {
    return new ConsoleProgram(new HeadcountCollector(), HeadcountCollector::mendable);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do");
  }

  private static boolean mendable(Exception fault) {
    return switch (fault) {
      case BrokerException _,
          CollectorException _,
          CommandException _,
          ContractException _,
          HistoryException _,
          PeopleException _,
          QueryException _ ->
          true;
      default -> false;
    };
  }

  /** The version that the build wrote into the program. */
  static String version() {
    return ConsoleProgram.version(HeadcountCollector.class);
  }
}
