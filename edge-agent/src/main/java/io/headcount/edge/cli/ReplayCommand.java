package io.headcount.edge.cli;

import io.headcount.analytics.scene.Scene;
import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.config.Scenes;
import io.headcount.edge.count.Replay;
import io.headcount.edge.count.SceneBook;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalTailer;
import io.headcount.edge.store.StateReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headcount-agent replay}: counts again what a box has observed. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the journal of a box again, beside its running agent or without one, and prints the "
          + "minutes, one JSON object a line. Nothing is changed.",
      "With --config the lines and zones of another configuration are counted, as if they had been "
          + "there all the time. With --verify the minutes are compared with those in the database."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with --verify, the database holds exactly what the journal gives",
      "1:it did not work; with --verify, they differ",
      "2:the command line is wrong"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The agent's data folder.")
  private Path data = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Count with the lines and zones of this file instead.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Print only minutes from this time on, such as 2026-03-01T09:00:00Z.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "Print only minutes before this time.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--verify",
      description = "Print nothing but how the database compares with the journal.")
  private boolean verify;

  /** Made by picocli. */
  public ReplayCommand() {}

  @Override
  public Integer call() {
    StateReader database = database();
    return verify ? verify(database) : print(database);
  }

  private int print(StateReader database) {
    Instant first = time(from, Instant.MIN);
    Instant end = time(to, Instant.MAX);
    PrintWriter out = spec.commandLine().getOut();
    JsonCodec codec = new JsonCodec();
    try (JournalTailer journal = Journal.read(data.resolve("journal"))) {
      replay(database)
          .windows(
              journal,
              Long.MAX_VALUE,
              window -> {
                if (!window.start().isBefore(first) && window.start().isBefore(end)) {
                  out.println(codec.write(window));
                }
              });
    }
    out.flush();
    return 0;
  }

  /** Up to where the database goes: what comes after it is counted at the next start. */
  private int verify(StateReader database) {
    long upTo = database.position().orElse(Journal.START);
    List<CountWindow> counted = new ArrayList<>();
    try (JournalTailer journal = Journal.read(data.resolve("journal"))) {
      Replay.asItWas(book(database)).windows(journal, upTo, counted::add);
    }
    Comparison comparison = Comparison.of(database.windows(), counted);
    PrintWriter out = spec.commandLine().getOut();
    comparison
        .cutBack()
        .ifPresent(
            time ->
                out.println(
                    "the journal was cut back to "
                        + time
                        + ": minutes well after it are compared, without running totals"));
    out.printf(
        "%,d minutes in the database, %,d in the journal: %s%n",
        comparison.stored(),
        comparison.counted(),
        comparison.differences().isEmpty()
            ? "equal"
            : comparison.differences().size() + " differences");
    comparison.differences().stream()
        .limit(SHOWN)
        .forEach(difference -> out.println("  " + difference));
    out.flush();
    return comparison.differences().isEmpty() ? 0 : 1;
  }

  private Replay replay(StateReader database) {
    if (config.isEmpty()) {
      return Replay.asItWas(book(database));
    }
    AgentConfig other = ConfigReader.ofThisBox().withoutSources().read(config.get());
    List<Scene> scenes = other.scenes();
    return Replay.with(other.revision(), revision -> scenes);
  }

  private SceneBook book(StateReader database) {
    return revision ->
        database
            .configuration(revision)
            .map(Scenes::read)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "configuration "
                            + revision
                            + " is not in the database: name one with --config"));
  }

  private StateReader database() {
    Path file = data.resolve("state.db");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "there is no state.db in " + data + ": name the data folder of an agent");
    }
    return new StateReader(file);
  }

  private Instant time(Optional<String> text, Instant otherwise) {
    try {
      return text.map(Instant::parse).orElse(otherwise);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + text.orElse("") + "' is not a time: write it like 2026-03-01T09:00:00Z",
          e);
    }
  }
}
