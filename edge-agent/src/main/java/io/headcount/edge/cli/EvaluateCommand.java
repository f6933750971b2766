package io.headcount.edge.cli;

import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.MotFormatException;
import io.headcount.analytics.evaluation.Scores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: scores tracks against labelled truth. Confined to the command's thread. */
@Command(
    name = "evaluate",
    description = {
      "Scores tracks against labelled truth: HOTA, CLEAR MOT and identity measures.",
      "Files are in MOT format: frame,id,left,top,width,height,confidence,x,y,z."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      " 0:scores were printed",
      " 1:a file is missing, malformed, or has nothing to score",
      " 2:the command line is wrong"
    })
public final class EvaluateCommand implements Callable<Integer> {
  /** A file that cannot be scored; the message is for the user. */
  private static final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
      super(message);
    }
  }

  // picocli sets the fields before call().
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--tracks",
      required = true,
      paramLabel = "FILE",
      description = "What the tracker found; repeat it for several sequences.")
  private List<Path> tracks = new ArrayList<>();

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "What was there; as many as --tracks, in the same order.")
  private List<Path> truth = new ArrayList<>();

  @Option(
      names = "--frames",
      paramLabel = "A-B",
      converter = FrameRange.Converter.class,
      description = "Score only these frames, both included, such as 1-400.")
  private @Nullable FrameRange frames;

  @Option(
      names = "--considered-only",
      description =
          "Leave out truth rows of confidence 0, as the MOTChallenge marks what is not scored;"
              + " without it every row counts.")
  private boolean consideredOnly;

  @Option(names = "--json", description = "Print JSON instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    CommandSpec command = Optional.ofNullable(spec).orElseThrow();
    if (tracks.size() != truth.size()) {
      throw new ParameterException(
          command.commandLine(),
          "--tracks is given %d times and --truth %d times: give them in pairs"
              .formatted(tracks.size(), truth.size()));
    }
    try {
      List<ScoreReport.Sequence> sequences = new ArrayList<>();
      for (int i = 0; i < tracks.size(); i++) {
        sequences.add(score(tracks.get(i), truth.get(i)));
      }
      ScoreReport report = new ScoreReport(sequences);
      PrintWriter out = command.commandLine().getOut();
      out.print(json ? report.json() : report.text());
      out.flush();
      return ExitCode.OK;
    } catch (BadInput | MotFormatException fault) {
      PrintWriter err = command.commandLine().getErr();
      err.println("evaluate: " + fault.getMessage());
      err.flush();
      return ExitCode.SOFTWARE;
    }
  }

  private ScoreReport.Sequence score(Path tracked, Path labelled) throws BadInput {
    MotFile found = read(tracked, "--tracks");
    MotFile labels = read(labelled, "--truth");
    MotFile real = consideredOnly ? labels.considered() : labels;
    if (real.rows().isEmpty()) {
      throw new BadInput(
          labelled + ": each box has confidence 0: leave --considered-only out to score them");
    }
    String name = String.valueOf(tracked.getFileName()).replaceFirst("\\.[^.]*$", "");
    return new ScoreReport.Sequence(name, Scores.of(real, found));
  }

  private MotFile read(Path path, String option) throws BadInput {
    MotFile file;
    try {
      if (!Files.exists(path)) {
        throw new BadInput(path + ": no such file: check " + option);
      }
      if (Files.isDirectory(path)) {
        throw new BadInput(path + ": is a folder: give a MOT file with " + option);
      }
      file = MotFile.parse(path.toString(), Files.readAllLines(path, StandardCharsets.UTF_8));
    } catch (CharacterCodingException notText) {
      throw new BadInput(path + ": not a text file: give a MOT file with " + option);
    } catch (IOException unreadable) {
      throw new BadInput(
          path + ": cannot be read (" + unreadable.getMessage() + "): check " + option);
    }
    if (file.rows().isEmpty()) {
      throw new BadInput(path + ": no box in it: give a MOT file with " + option);
    }
    return frames == null ? file : within(frames, file, path);
  }

  private static MotFile within(FrameRange frames, MotFile file, Path path) throws BadInput {
    MotFile part = file.within(frames.first(), frames.last());
    if (part.rows().isEmpty()) {
      throw new BadInput(
          "%s: no box in frames %s, the file has frames %d-%d: change --frames"
              .formatted(
                  path, frames, file.rows().getFirst().frame(), file.rows().getLast().frame()));
    }
    return part;
  }
}
