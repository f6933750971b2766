package io.headcount.edge.cli;

import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.detect.ModelTrial;
import io.headcount.edge.model.ChannelOrder;
import io.headcount.edge.model.HeadKind;
import io.headcount.edge.model.InputSpec;
import io.headcount.edge.model.Licence;
import io.headcount.edge.model.ModelEntry;
import io.headcount.edge.model.ModelException;
import io.headcount.edge.model.ModelFile;
import io.headcount.edge.model.ModelFormat;
import io.headcount.edge.model.OwnModels;
import io.headcount.edge.model.Thresholds;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code headcount-agent model add}. */
@Command(
    name = "add",
    description = "Tries a model of yours, copies it and adds it to your catalogue.",
    mixinStandardHelpOptions = true)
final class ModelAddCommand implements Callable<Integer> {
  @ParentCommand private ModelCommand parent;
  @Spec private CommandSpec spec;

  @Option(names = "--id", required = true, description = "Its name in configurations.")
  private String id;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "The export: .onnx or .pt (TorchScript). Twice for both.")
  private List<Path> files;

  @Option(
      names = "--head",
      required = true,
      description = "How its output is read: nanodet, yolox, yolov8 (YOLO11 too), detr or rtdetr.")
  private String head;

  @Option(names = "--licence", required = true, description = "SPDX id of the weights' licence.")
  private String licence;

  @Option(
      names = "--accept-licence",
      description = "You hold the right to use the weights under a licence that is not free.")
  private boolean acceptLicence;

  @Option(names = "--model-version", defaultValue = "1", description = "Default: 1.")
  private String version;

  @Option(names = "--long-side", description = "Pixels of the input's longer side.")
  private Optional<Integer> longSide = Optional.empty();

  @Option(names = "--channels", description = "rgb or bgr.")
  private Optional<String> channels = Optional.empty();

  @Option(names = "--scale", description = "Factor of a pixel's 0..255.")
  private Optional<Double> scale = Optional.empty();

  @Option(names = "--mean", split = ",", description = "Taken off, one for each channel.")
  private List<Double> mean = List.of();

  @Option(names = "--std", split = ",", description = "Divided by, one for each channel.")
  private List<Double> std = List.of();

  @Option(names = "--labels", defaultValue = "80", description = "How many classes. Default: 80.")
  private int labels;

  @Option(names = "--person", defaultValue = "0", description = "Class of a person. Default: 0.")
  private int person;

  @SuppressWarnings("NullAway.Init") // picocli sets what is required before anything runs
  ModelAddCommand() {}

  @Override
  public Integer call() {
    try {
      ModelEntry model = tried(entry());
      ModelEntry added = new OwnModels(parent.directories()).add(model);
      spec.commandLine()
          .getOut()
          .printf(
              "added %s, long side %d%s%n",
              added.name(),
              added.input().longSide(),
              added.input().square() ? ", always square" : "");
      return 0;
    } catch (ModelException | DetectorException | IllegalArgumentException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    }
  }

  private ModelEntry entry() {
    HeadKind kind =
        HeadKind.of(head)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "head '%s' is none of %s".formatted(head, HeadKind.keys())));
    return new ModelEntry(
        id,
        version,
        new Licence(licence, acceptLicence),
        Optional.empty(),
        kind,
        modelFiles(),
        input(kind.usualInput()),
        labels,
        person,
        new Thresholds(0.5, 0.1, 0.6));
  }

  private Map<ModelFormat, ModelFile> modelFiles() {
    Map<ModelFormat, ModelFile> found = new EnumMap<>(ModelFormat.class);
    for (Path file : files) {
      ModelFormat format =
          ModelFormat.of(file)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          file + ": is neither .onnx nor .pt: export the model to one of them"));
      if (found.put(format, ModelFile.of(file)) != null) {
        throw new IllegalArgumentException("there are two " + format.suffix() + " files: give one");
      }
    }
    return found;
  }

  private InputSpec input(InputSpec usual) {
    return new InputSpec(
        longSide.orElse(usual.longSide()),
        usual.multiple(),
        usual.square(),
        channels.map(ModelAddCommand::order).orElse(usual.channels()),
        scale.orElse(usual.scale()),
        mean.isEmpty() ? usual.mean() : mean,
        std.isEmpty() ? usual.std() : std);
  }

  private static ChannelOrder order(String text) {
    for (ChannelOrder order : ChannelOrder.values()) {
      if (order.name().toLowerCase(Locale.ROOT).equals(text)) {
        return order;
      }
    }
    throw new IllegalArgumentException("channels '" + text + "' is neither rgb nor bgr");
  }

  /** Runs each file; a fixed shape in one of them decides for all. */
  private ModelEntry tried(ModelEntry entry) {
    ModelEntry model = entry;
    for (ModelFormat format : entry.files().keySet().stream().sorted().toList()) {
      spec.commandLine().getErr().println("trying the " + format.key() + " file …");
      model = model.withInput(ModelTrial.findInput(model, format, System::nanoTime));
    }
    return model;
  }
}
