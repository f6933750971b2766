package io.headcount.edge.cli;

import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.model.ModelFormat;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code headcount-agent model list}. */
@Command(
    name = "list",
    description = "Lists the models, yours and the shipped ones.",
    mixinStandardHelpOptions = true)
final class ModelListCommand implements Callable<Integer> {
  @ParentCommand private ModelCommand parent;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets parent and spec before anything runs
  ModelListCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<ModelEntry> models = ModelCatalog.read(parent.directories()).entries();
      if (json) {
        out.println(ModelCommand.json(models.stream().map(ModelListCommand::describe).toList()));
      } else {
        models.forEach(model -> out.println(line(model)));
      }
      return 0;
    } catch (ModelException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private static String line(ModelEntry model) {
    return "%-20s version %-8s %-16s head %-8s %-18s long side %d"
        .formatted(
            model.id(),
            model.version(),
            model.licence().spdx(),
            model.head().key(),
            String.join(",", formats(model)),
            model.input().longSide());
  }

  private static List<String> formats(ModelEntry model) {
    return model.files().keySet().stream().sorted().map(ModelFormat::key).toList();
  }

  private static Map<String, Object> describe(ModelEntry model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", model.id());
    map.put("version", model.version());
    map.put("licence", model.licence().spdx());
    map.put("head", model.head().key());
    map.put("formats", formats(model));
    map.put("longSide", model.input().longSide());
    model.card().ifPresent(card -> map.put("card", card.toString()));
    return map;
  }
}
