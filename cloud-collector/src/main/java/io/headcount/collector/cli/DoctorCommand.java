package io.headcount.collector.cli;

import io.headcount.collector.doctor.CollectorDoctor;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Examination;
import io.headcount.program.doctor.Finding;
import io.headcount.program.doctor.Finding.Level;
import io.headcount.program.doctor.FindingsReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-collector doctor}: says what the collector lacks, and the cure. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks whether the collector has all that it needs, and says what to mend.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well; there may be warnings",
      "1:something failed",
      "2:the command line is wrong"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration SLOW = Duration.ofSeconds(1);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();

  @Option(names = "--json", description = "Print one JSON object: ok, failed, warnings, checks.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Check> checks = CollectorDoctor.ofThisMachine().checks(config.file());
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
              ? Output.json(FindingsReport.fields(findings))
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
