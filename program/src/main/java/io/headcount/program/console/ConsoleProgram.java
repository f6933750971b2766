package io.headcount.program.console;

import io.headcount.program.settings.ConfigException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/**
 * A program with commands: how it starts, how its errors are shown and what its exit codes are, 0
 * done, 1 it did not work, 2 the command line is wrong. Immutable.
 */
public final class ConsoleProgram {
  private static final int FAILED = 1;

  private final Object commands;
  private final Predicate<Exception> mendable;

  /**
   * @param commands annotated for picocli with the program's name and subcommands; {@code
   *     logging.properties} may stand beside its class
   * @param mendable which faults, besides bad settings and arguments, a user can mend: their
   *     message is all that is shown
   */
  public ConsoleProgram(Object commands, Predicate<Exception> mendable) {
    this.commands = commands;
    this.mendable = mendable;
  }

  /** The version that the build wrote into the jar of a class. */
  public static String version(Class<?> program) {
    return Optional.ofNullable(program.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /**
   * Sets up the log, runs one command and gives its exit code. Whatever language the machine
   * speaks, the program writes English, and numbers in files with a point and Latin digits.
   */
  public int run(String... args) {
    Locale.setDefault(Locale.ENGLISH);
    Logging.configure(commands.getClass());
    return commandLine().execute(args);
  }

  /** A new command line, to run it elsewhere than on the real console. */
  public CommandLine commandLine() {
    CommandLine line = new CommandLine(commands);
    line.getCommandSpec().versionProvider(versionOf(line.getCommandName()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(this::failed);
  }

  private IVersionProvider versionOf(String name) {
    String version = version(commands.getClass());
    return () ->
        new String[] {
          name + " " + version, "Java " + Runtime.version() + ", ${os.name} ${os.arch}"
        };
  }

  /** A fault that the user can mend is one message; anything else is ours, and is shown whole. */
  private int failed(Exception fault, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (fault instanceof ConfigException wrong) {
      wrong.problems().forEach(err::println);
      CommandLine program = command.getCommandSpec().root().commandLine();
      if (program.getSubcommands().containsKey("check")) {
        err.println("see all of it with: " + program.getCommandName() + " check FILE");
      }
    } else if (fault instanceof IllegalArgumentException || mendable.test(fault)) {
      err.println(command.getCommandName() + ": " + fault.getMessage());
    } else {
      err.println("a fault of the program itself; please report it with all that follows");
      fault.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }
}
