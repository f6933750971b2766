package io.headcount.edge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.edge.model.ModelDirectories;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code headcount-agent model}: the models this box may load. Exit 0, 1 on a fault, 2 on usage.
 */
@Command(
    name = "model",
    description = "Lists, adds and verifies the models this box may load.",
    mixinStandardHelpOptions = true,
    subcommands = {ModelListCommand.class, ModelAddCommand.class, ModelVerifyCommand.class})
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Your own models (default: headcount/models in your data directory).")
  private Optional<Path> models = Optional.empty();

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets spec before anything runs
  public ModelCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, add or verify");
  }

  ModelDirectories directories() {
    return DetectorFlags.directories(models);
  }

  static String json(Object value) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can always be written", e);
    }
  }
}
