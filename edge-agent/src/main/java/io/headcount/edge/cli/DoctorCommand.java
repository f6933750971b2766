package io.headcount.edge.cli;

import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.doctor.Doctor;
import io.headcount.edge.model.ModelDirectories;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Examination;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.Finding.Level;
import io.headcount.program.doctor.FindingsReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-agent doctor}: looks at the box and says what is missing, and the cure. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks whether this box has all that the agent needs, and says what to mend.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well; there may be warnings",
      "1:something failed",
      "2:the command was called in a wrong way"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Function<Optional<Path>, List<Check>> doctor;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The agent's configuration: look at it and at its cameras as well.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--json",
      description = "Print one JSON object for scripts: ok, failed, warnings, checks.")
  private boolean json;

  public DoctorCommand() {
    this(file -> ofThisBox().checks(file));
  }

  /**
   * @param doctor the checks to make, by the configuration file
   */
  DoctorCommand(Function<Optional<Path>, List<Check>> doctor) {
    this.doctor = doctor;
  }

  private static Doctor ofThisBox() {
    Path home = Path.of(System.getProperty("headcount.home", "."));
    return new Doctor(
        ConfigReader.ofThisBox(),
        ModelDirectories.standard(home, System.getenv()),
        InstantSource.system(),
        System::nanoTime);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Check> checks = doctor.apply(config);
    FindingsReport report = new FindingsReport(checks, this::paint);
    Examination examination =
        new Examination(
            SLOW,
            slow -> {
              err.println("looking at " + slow.name() + " …");
              err.flush();
            });
    try {
      List<Finding> findings =
          examination.run(
              checks,
              finding -> {
                if (!json) {
                  report.print(out, finding);
                }
              });
      out.println(
          json
              ? ModelCommand.json(FindingsReport.fields(findings))
              : "\n" + FindingsReport.sum(findings));
      out.flush();
      return FindingsReport.count(findings, Level.FAIL) == 0 ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("interrupted: not all was looked at");
      return 1;
    }
  }

  private String paint(Level level, String word) {
    Style style =
        switch (level) {
          case OK -> Style.fg_green;
          case WARN -> Style.fg_yellow;
          case FAIL -> Style.fg_red;
        };
    boolean colour = spec.commandLine().getColorScheme().ansi().enabled();
    return colour ? style.on() + word + style.off() : word;
  }
}
