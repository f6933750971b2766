package io.headcount.edge.cli;

import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.doctor.Check;
import io.headcount.edge.doctor.Doctor;
import io.headcount.edge.doctor.Examination;
import io.headcount.edge.doctor.Finding;
import io.headcount.edge.doctor.Finding.Level;
import io.headcount.edge.model.ModelDirectories;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
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
                  print(out, finding, width);
                  out.flush();
                }
              });
      out.println(json ? ModelCommand.json(report(findings)) : "\n" + sum(findings));
      out.flush();
      return count(findings, Level.FAIL) == 0 ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("interrupted: not all was looked at");
      return 1;
    }
  }

  private void print(PrintWriter out, Finding finding, int width) {
    String name = ("%-" + Math.max(1, width) + "s").formatted(finding.name());
    out.println(word(finding.level()) + "  " + name + "  " + harmless(finding.found()));
    finding.cure().stream()
        .flatMap(String::lines)
        .forEach(line -> out.println("      -> " + harmless(line)));
  }

  private String word(Level level) {
    return switch (level) {
      case OK -> paint("ok  ", Style.fg_green);
      case WARN -> paint("warn", Style.fg_yellow);
      case FAIL -> paint("FAIL", Style.fg_red);
    };
  }

  private String paint(String word, Style style) {
    boolean colour = spec.commandLine().getColorScheme().ansi().enabled();
    return colour ? style.on() + word + style.off() : word;
  }

  private static String sum(List<Finding> findings) {
    return "%d ok, %d to look at, %d failed"
        .formatted(
            count(findings, Level.OK), count(findings, Level.WARN), count(findings, Level.FAIL));
  }

  private static Map<String, Object> report(List<Finding> findings) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", count(findings, Level.FAIL) == 0);
    report.put("failed", count(findings, Level.FAIL));
    report.put("warnings", count(findings, Level.WARN));
    report.put("checks", findings.stream().map(DoctorCommand::fields).toList());
    return report;
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", finding.name());
    fields.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    fields.put("found", finding.found());
    fields.put("cure", finding.cure().orElse(""));
    return fields;
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** Without characters that would move the cursor or change colours of a terminal. */
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
