package io.headcount.edge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.program.settings.ConfigException;
import io.headcount.program.settings.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-agent check}: says everything that is wrong with a configuration file. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a configuration file and says everything that is wrong with it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file can be used; it may have warnings",
      "1:the file has problems",
      "2:the command was called in a wrong way"
    })
public final class CheckCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int PROBLEMS = 1;

  private final ConfigReader reader;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The configuration file, such as agent.yaml.")
  private Path file = Path.of("");

  @Option(
      names = "--json",
      description = "Print one JSON object for scripts: ok, problems, warnings, cameras.")
  private boolean json;

  public CheckCommand() {
    this(ConfigReader.ofThisBox());
  }

  CheckCommand(ConfigReader reader) {
    this.reader = reader;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int status;
    try {
      AgentConfig config = reader.read(file);
      if (json) {
        out.println(accepted(config));
      } else {
        print(out, config.warnings(), "warning: ", Style.fg_yellow);
        print(out, config);
      }
      status = OK;
    } catch (ConfigException e) {
      if (json) {
        out.println(report(false, e.problems(), e.warnings()));
      } else {
        print(out, e.problems(), "", Style.fg_red);
        print(out, e.warnings(), "warning: ", Style.fg_yellow);
        out.println(
            sum(e.problems().size(), "problem") + ", " + sum(e.warnings().size(), "warning"));
      }
      status = PROBLEMS;
    }
    out.flush();
    return status;
  }

  private void print(PrintWriter out, List<Problem> problems, String kind, Style colour) {
    for (Problem problem : problems) {
      String place =
          problem.line() == 0
              ? problem.file()
              : problem.file() + ":" + problem.line() + ":" + problem.column();
      out.print(paint(place, Style.bold));
      out.print("  ");
      if (!problem.path().isEmpty()) {
        out.print(harmless(problem.path()) + "  ");
      }
      out.println(paint(kind + problem.message(), colour));
      problem.excerpt().lines().forEach(line -> out.println("    " + harmless(line)));
      problem.suggestion().ifPresent(cure -> out.println("    -> " + harmless(cure)));
      out.println();
    }
  }

  private void print(PrintWriter out, AgentConfig config) {
    out.println(paint("OK", Style.fg_green) + "  " + file + "  revision " + config.revision());
    out.println();
    int widest = config.cameras().stream().mapToInt(c -> c.id().value().length()).max().orElse(0);
    String row = "%-" + Math.max("camera".length(), widest) + "s  %5s  %5s  %s%n";
    out.printf(Locale.ROOT, row, "camera", "lines", "zones", "source");
    for (CameraConfig camera : config.cameras()) {
      String off = camera.enabled() ? "" : "  (disabled)";
      out.printf(
          Locale.ROOT,
          row,
          camera.id(),
          camera.scene().lines().size(),
          camera.scene().zones().size(),
          harmless(camera.source() + off));
    }
  }

  private static ObjectNode accepted(AgentConfig config) {
    ObjectNode report =
        report(true, List.of(), config.warnings())
            .put("box", config.box())
            .put("revision", config.revision());
    ArrayNode cameras = report.putArray("cameras");
    for (CameraConfig camera : config.cameras()) {
      ObjectNode node =
          cameras
              .addObject()
              .put("id", camera.id().value())
              .put("source", camera.source().toString())
              .put("enabled", camera.enabled());
      ArrayNode lines = node.putArray("lines");
      camera.scene().lines().forEach(line -> lines.add(line.id()));
      ArrayNode zones = node.putArray("zones");
      camera.scene().zones().forEach(zone -> zones.add(zone.id()));
    }
    return report;
  }

  private static ObjectNode report(boolean ok, List<Problem> problems, List<Problem> warnings) {
    ObjectNode report = JsonNodeFactory.instance.objectNode().put("ok", ok);
    write(report.putArray("problems"), problems);
    write(report.putArray("warnings"), warnings);
    return report;
  }

  private static void write(ArrayNode list, List<Problem> problems) {
    for (Problem problem : problems) {
      list.addObject()
          .put("file", problem.file())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("path", problem.path())
          .put("value", problem.value())
          .put("message", problem.message())
          .put("suggestion", problem.suggestion().orElse(""));
    }
  }

  private String paint(String text, Style style) {
    boolean colour = spec.commandLine().getColorScheme().ansi().enabled();
    return colour ? Style.on(style) + harmless(text) + Style.off(style) : harmless(text);
  }

  /** Without characters that would move the cursor or change colours of a terminal. */
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String sum(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
