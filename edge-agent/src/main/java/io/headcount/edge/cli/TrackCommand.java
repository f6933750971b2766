package io.headcount.edge.cli;

import io.headcount.analytics.evaluation.Hindsight;
import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.MotRow;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.Sighting;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.detect.DetectorOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-agent track}: the tracks of a video file, for scoring and for other tools. */
@Command(
    name = "track",
    mixinStandardHelpOptions = true,
    description = {
      "Follows people through every frame of a video file and writes MOTChallenge rows:",
      "frame,track,left,top,width,height,score,-1,-1,-1 in pixels, frames from 1.",
      "The rows are what is known at the end: a track begins where its person was first seen, and "
          + "where somebody was not seen for up to two seconds, rows lie on the straight line between.",
      "Counting, which cannot wait, uses neither.",
      "The same file and settings give the same rows."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the whole file was tracked",
      "1:it could not be opened, or broke off; rows up to there are written",
      "2:the command line is wrong"
    })
public final class TrackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--source", required = true, paramLabel = "FILE", description = "A video file.")
  private String source = "";

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where rows go.")
  private Path out = Path.of("");

  @Mixin private DetectorFlags flags = new DetectorFlags();

  /** Made by picocli. */
  public TrackCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    VideoSource video = FileTracking.file(source);
    Rows rows = new Rows();
    DetectorFlags.Opened opened = flags.open(DetectorOptions.standard());
    try (var detector = opened.detector()) {
      FileTracking.Done done = FileTracking.run(video, opened, Optional.empty(), err, rows);
      MotFile found = rows.found();
      write(found);
      long tracks = found.rows().stream().mapToLong(MotRow::id).distinct().count();
      err.printf(
          "%,d frames, %,d tracks, %,d boxes to %s in %.1f s (%.1f frames/s; %s at %d pixels, %s, %d threads)%n",
          done.frames(),
          tracks,
          found.rows().size(),
          out,
          done.wallSeconds(),
          done.frames() / done.wallSeconds(),
          detector.info().model(),
          done.longSide(),
          detector.info().engine(),
          detector.info().threads());
      done.broken().ifPresent(fault -> err.println("track: " + fault.getMessage()));
      err.flush();
      return done.broken().isPresent() ? 1 : 0;
    }
  }

  /** Gathers what is found, in pixels of the first frame. Confined to the command's thread. */
  private static final class Rows implements FileTracking.Each {
    private Optional<Hindsight> tracks = Optional.empty();
    private List<Sighting> earlier = List.of();

    @Override
    public void earlier(List<Sighting> sightings) {
      earlier = sightings;
    }

    @Override
    public void frame(Frame frame, Observation observation) {
      Hindsight all = tracks.orElseGet(() -> new Hindsight(frame.width(), frame.height()));
      all.add(Math.toIntExact(frame.index()), frame.at(), observation.people(), earlier);
      tracks = Optional.of(all);
    }

    MotFile found() {
      return tracks.map(Hindsight::tracks).orElseGet(() -> new MotFile(List.of()));
    }
  }

  private void write(MotFile found) {
    Path part = FileTracking.besides(out);
    try {
      Files.write(part, found.lines());
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--out %s cannot be written (%s): name a file in a folder that is there and writable"
              .formatted(out, e.getMessage()),
          e);
    }
  }
}
