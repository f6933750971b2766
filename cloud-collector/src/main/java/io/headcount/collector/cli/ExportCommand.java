package io.headcount.collector.cli;

import io.headcount.collector.history.History;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Grain;
import io.headcount.collector.query.Limits;
import io.headcount.collector.query.Period;
import io.headcount.collector.query.Point;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Question;
import io.headcount.program.console.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-collector export}: numbers of stores and periods, as they are read. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes numbers of stores over a period, as CSV or JSON lines.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of it was written",
      "1:it could not be; the reason is printed, and no file is left",
      "2:the command line is wrong"
    })
final class ExportCommand implements Callable<Integer> {
  private static final int TOLD_EVERY = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ConfigFlag config = new ConfigFlag();
  @Mixin private StoresFlag stores = new StoresFlag();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "First day of the stores' own calendars, such as 2026-03-01.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(names = "--to", paramLabel = "DATE", description = "Last day (default: the first).")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--grain",
      paramLabel = "GRAIN",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Grain grain = Grain.HOUR;

  @Option(
      names = "--what",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private What what = What.LINES;

  @Option(
      names = "--by",
      paramLabel = "BY",
      description = "PART: each line, zone or camera; STORE: summed (default: ${DEFAULT-VALUE}).")
  private By by = By.PART;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private PointFormat format = PointFormat.CSV;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write here, replacing the file once all is written (default: print it).")
  private Optional<Path> file = Optional.empty();

  /** Which numbers. */
  enum What {
    LINES,
    ZONES,
    CAMERAS
  }

  @Override
  public Integer call() throws IOException {
    Question question =
        new Question(stores.selection(by), new Period(from, to.orElse(from)), grain);
    try (History history = config.open();
        Progress progress = Progress.of(spec.commandLine().getErr())) {
      Queries queries = new Queries(history, InstantSource.system(), Limits.USUAL);
      if (file.isEmpty()) {
        PrintWriter out = spec.commandLine().getOut();
        write(queries, question, out, progress);
        out.flush();
        requireWritten(out, "standard output");
      } else {
        intoFile(queries, question, file.get(), progress);
      }
      new AuditLog(history, InstantSource.system())
          .add(
              Actor.commandLine(question.selection().scope().tenant()),
              Deed.EXPORTED,
              "export",
              "",
              "what=%s from=%s to=%s grain=%s".formatted(what, from, to.orElse(from), grain));
    }
    return 0;
  }

  private void intoFile(Queries queries, Question question, Path to, Progress progress)
      throws IOException {
    Path partial = to.resolveSibling(to.getFileName() + ".partial");
    try (BufferedWriter lines = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
        PrintWriter out = new PrintWriter(lines)) {
      write(queries, question, out, progress);
      out.flush();
      requireWritten(out, to.toString());
      Files.move(partial, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandException(
          "%s cannot be written (%s): choose a folder with room that may be written to"
              .formatted(to, e),
          e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void requireWritten(PrintWriter out, String place) {
    if (out.checkError()) {
      throw new CommandException(place + " takes no more: look for room, or who closed it");
    }
  }

  private void write(Queries queries, Question question, PrintWriter out, Progress progress) {
    out.print(format.head(what));
    switch (what) {
      case LINES -> queries.lines().each(question, counted(out, progress));
      case ZONES -> queries.zones().each(question, counted(out, progress));
      case CAMERAS -> queries.cameras().each(question, counted(out, progress));
    }
  }

  private <V extends Record> Consumer<Point<V>> counted(PrintWriter out, Progress progress) {
    long[] written = {0};
    return point -> {
      format.write(out, point);
      if (++written[0] % TOLD_EVERY == 0) {
        progress.tell(() -> "%,d rows written, at %s".formatted(written[0], point.slot().start()));
      }
    };
  }
}
