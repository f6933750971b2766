package io.headcount.edge.cli;

import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.detect.ModelTrial;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.model.ModelFormat;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code headcount-agent model verify}. */
@Command(
    name = "verify",
    description =
        "Compares checksums, loads each file in its engine and runs it once on a grey picture.",
    mixinStandardHelpOptions = true)
final class ModelVerifyCommand implements Callable<Integer> {
  @ParentCommand private ModelCommand parent;
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Only this model.")
  private Optional<String> id = Optional.empty();

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets parent and spec before anything runs
  ModelVerifyCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      ModelCatalog catalog = ModelCatalog.read(parent.directories());
      List<ModelEntry> models = id.map(i -> List.of(catalog.get(i))).orElseGet(catalog::entries);
      List<Map<String, Object>> results = new ArrayList<>();
      for (ModelEntry model : models) {
        for (ModelFormat format : model.files().keySet().stream().sorted().toList()) {
          err.println("loading " + model.id() + " (" + format.key() + ") …");
          err.flush();
          results.add(result(model, format));
        }
      }
      if (json) {
        out.println(ModelCommand.json(results));
      } else {
        results.forEach(result -> out.println(line(result)));
      }
      return results.stream().allMatch(result -> Boolean.TRUE.equals(result.get("ok"))) ? 0 : 1;
    } catch (ModelException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static Map<String, Object> result(ModelEntry model, ModelFormat format) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", model.id());
    result.put("format", format.key());
    try {
      ModelTrial trial = ModelTrial.run(model, format, System::nanoTime);
      result.put("ok", true);
      result.put("engine", trial.engine());
      result.put("loadMs", trial.load().toMillis());
      result.put("inferenceMs", trial.inference().toMillis());
    } catch (ModelException | DetectorException e) {
      result.put("ok", false);
      result.put("fault", e.getMessage());
    }
    return result;
  }

  private static String line(Map<String, Object> result) {
    String what = "%-20s %-12s".formatted(result.get("id"), result.get("format"));
    return Boolean.TRUE.equals(result.get("ok"))
        ? "%s good: %s, loaded in %s ms, one picture in %s ms"
            .formatted(what, result.get("engine"), result.get("loadMs"), result.get("inferenceMs"))
        : "%s FAULT: %s".formatted(what, result.get("fault"));
  }
}
