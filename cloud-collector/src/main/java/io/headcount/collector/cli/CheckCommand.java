package io.headcount.collector.cli;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.ConfigReader;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-collector check}: says everything that is wrong with a configuration file. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a configuration file and says everything that is wrong with it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file can be used; it may have warnings",
      "1:the file has problems",
      "2:the command line is wrong"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The configuration file, such as collector.yaml.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object: ok, problems, warnings.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      CollectorConfig config = ConfigReader.ofThisMachine().read(file);
      if (json) {
        out.println(Output.json(report(true, List.of(), config.warnings())));
      } else {
        print(out, "warning: ", config.warnings());
        out.println("OK  " + file);
        out.println();
        Output.table(
            out,
            List.of("name", config.name()),
            List.of(
                List.of("data", config.data().toString()),
                List.of("history", config.database().toString()),
                List.of("broker", config.broker().toString()),
                List.of(
                    "http", config.http().bind().getHostAddress() + ":" + config.http().port())));
      }
      out.flush();
      return 0;
    } catch (ConfigException e) {
      if (json) {
        out.println(Output.json(report(false, e.problems(), e.warnings())));
      } else {
        print(out, "", e.problems());
        print(out, "warning: ", e.warnings());
        out.println("problems: " + e.problems().size() + ", warnings: " + e.warnings().size());
      }
      out.flush();
      return 1;
    }
  }

  private static void print(PrintWriter out, String kind, List<Problem> problems) {
    for (Problem problem : problems) {
      String place =
          problem.line() == 0
              ? problem.file()
              : problem.file() + ":" + problem.line() + ":" + problem.column();
      String key = problem.path().isEmpty() ? "" : Output.harmless(problem.path()) + "  ";
      out.println(Output.harmless(place + "  " + key + kind + problem.message()));
      problem.excerpt().lines().forEach(line -> out.println("    " + Output.harmless(line)));
      problem.suggestion().ifPresent(cure -> out.println("    -> " + Output.harmless(cure)));
      out.println();
    }
  }

  private static Map<String, Object> report(
      boolean ok, List<Problem> problems, List<Problem> warnings) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", ok);
    report.put("problems", problems.stream().map(CheckCommand::fields).toList());
    report.put("warnings", warnings.stream().map(CheckCommand::fields).toList());
    return report;
  }

  private static Map<String, Object> fields(Problem problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", problem.file());
    fields.put("line", problem.line());
    fields.put("column", problem.column());
    fields.put("path", problem.path());
    fields.put("value", problem.value());
    fields.put("message", problem.message());
    fields.put("suggestion", problem.suggestion().orElse(""));
    return fields;
  }
}
