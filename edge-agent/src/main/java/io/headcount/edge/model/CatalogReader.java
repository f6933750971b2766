package io.headcount.edge.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one catalogue file. Confined to one reading. */
final class CatalogReader {
  private final Path file;
  private final Path directory;
  private final boolean own;
  private final List<String> problems;

  /**
   * A reader of one file.
   *
   * @param own whether it is the owner's: only there can a licence be accepted
   * @param problems where to note what is wrong
   */
  CatalogReader(Path directory, boolean own, List<String> problems) {
    this.file = directory.resolve(ModelCatalog.FILE);
    this.directory = directory;
    this.own = own;
    this.problems = problems;
  }

  /** Every entry without a fault; the others are noted as problems. */
  List<ModelEntry> read() {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      List<ModelEntry> entries = new ArrayList<>();
      new Compose(settings)
          .composeString(Files.readString(file))
          .map(root -> new Section(file, root, problems))
          .ifPresent(
              root -> {
                root.allow("models");
                root.sections("models").forEach(s -> entry(s).ifPresent(entries::add));
              });
      return entries;
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + e.getMessage());
    } catch (YamlEngineException e) {
      problems.add(file + ": is not YAML: " + e.getMessage());
    }
    return List.of();
  }

  private Optional<ModelEntry> entry(Section section) {
    section.allow(
        "id",
        "version",
        "licence",
        "accept_licence",
        "card",
        "source",
        "head",
        "files",
        "input",
        "labels",
        "thresholds",
        "measured");
    final int before = problems.size();
    Optional<String> id = section.text("id");
    Optional<String> version = section.text("version");
    Optional<Licence> licence = licence(section);
    Optional<Path> card =
        section.has("card") ? section.text("card").map(directory::resolve) : Optional.empty();
    Optional<HeadKind> head = head(section);
    Map<ModelFormat, ModelFile> files =
        section.section("files").map(this::files).orElseGet(Map::of);
    Optional<InputSpec> input = section.section("input").flatMap(this::input);
    Optional<Section> labels = section.section("labels");
    labels.ifPresent(s -> s.allow("count", "person"));
    Optional<Integer> classes = labels.flatMap(s -> s.whole("count"));
    Optional<Integer> person = labels.flatMap(s -> s.whole("person"));
    Optional<Thresholds> thresholds = section.section("thresholds").flatMap(this::thresholds);
    if (problems.size() > before) {
      return Optional.empty();
    }
    return make(
        section,
        () ->
            new ModelEntry(
                id.orElseThrow(),
                version.orElseThrow(),
                licence.orElseThrow(),
                card,
                head.orElseThrow(),
                files,
                input.orElseThrow(),
                classes.orElseThrow(),
                person.orElseThrow(),
                thresholds.orElseThrow()));
  }

  private Optional<Licence> licence(Section section) {
    boolean accepted =
        section.has("accept_licence") && section.flag("accept_licence").orElse(false);
    if (accepted && !own) {
      section.problem("accept_licence counts only in your own catalogue: move the entry there");
    }
    return section
        .text("licence")
        .flatMap(spdx -> make(section, () -> new Licence(spdx, accepted && own)));
  }

  private static Optional<HeadKind> head(Section section) {
    Optional<String> name = section.text("head");
    Optional<HeadKind> head = name.flatMap(HeadKind::of);
    if (name.isPresent() && head.isEmpty()) {
      section.problem("head '%s' is none of %s".formatted(name.get(), HeadKind.keys()));
    }
    return head;
  }

  private Map<ModelFormat, ModelFile> files(Section section) {
    section.allow(ModelFormat.keys());
    Map<ModelFormat, ModelFile> files = new EnumMap<>(ModelFormat.class);
    for (ModelFormat format : ModelFormat.values()) {
      if (section.has(format.key())) {
        section
            .section(format.key())
            .flatMap(this::file)
            .ifPresent(found -> files.put(format, found));
      }
    }
    return files;
  }

  private Optional<ModelFile> file(Section section) {
    section.allow("path", "sha256", "ap50");
    Optional<String> path = section.text("path");
    Optional<String> sha256 = section.text("sha256");
    Optional<Double> ap50 = section.has("ap50") ? section.number("ap50") : Optional.empty();
    return path.isPresent() && sha256.isPresent()
        ? make(section, () -> new ModelFile(directory.resolve(path.get()), sha256.get(), ap50))
        : Optional.empty();
  }

  private Optional<InputSpec> input(Section section) {
    section.allow("long_side", "multiple", "square", "channels", "scale", "mean", "std");
    Optional<Integer> longSide = section.whole("long_side");
    Optional<Integer> multiple = section.whole("multiple");
    Optional<Boolean> square = section.has("square") ? section.flag("square") : Optional.of(false);
    Optional<ChannelOrder> channels = channels(section);
    Optional<Double> scale = section.number("scale");
    Optional<List<Double>> mean = section.numbers("mean");
    Optional<List<Double>> std = section.numbers("std");
    boolean whole =
        longSide.isPresent()
            && multiple.isPresent()
            && square.isPresent()
            && channels.isPresent()
            && scale.isPresent()
            && mean.isPresent()
            && std.isPresent();
    return whole
        ? make(
            section,
            () ->
                new InputSpec(
                    longSide.get(),
                    multiple.get(),
                    square.get(),
                    channels.get(),
                    scale.get(),
                    mean.get(),
                    std.get()))
        : Optional.empty();
  }

  private static Optional<ChannelOrder> channels(Section section) {
    return section
        .text("channels")
        .flatMap(
            order ->
                switch (order) {
                  case "rgb" -> Optional.of(ChannelOrder.RGB);
                  case "bgr" -> Optional.of(ChannelOrder.BGR);
                  default -> {
                    section.problem("channels '" + order + "' is neither rgb nor bgr");
                    yield Optional.empty();
                  }
                });
  }

  private Optional<Thresholds> thresholds(Section section) {
    section.allow("confirm", "low", "nms");
    Optional<Double> confirm = section.number("confirm");
    Optional<Double> low = section.number("low");
    Optional<Double> nms = section.number("nms");
    return confirm.isPresent() && low.isPresent() && nms.isPresent()
        ? make(section, () -> new Thresholds(confirm.get(), low.get(), nms.get()))
        : Optional.empty();
  }

  /** What a record's own rules refuse is a problem of its section. */
  private static <T> Optional<T> make(Section section, Supplier<T> record) {
    try {
      return Optional.of(record.get());
    } catch (IllegalArgumentException e) {
      section.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
