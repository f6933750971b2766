package io.headcount.edge.cli;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-agent count}: what a configuration counts in a video file. */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    description = {
      "Counts every frame of a video file with the lines and zones of a configuration:",
      "each crossing and visit in seconds of media time, totals, and minutes.",
      "The same file, configuration and settings give the same numbers."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the whole file was counted",
      "1:a file could not be used, or the video broke off; counts up to there are printed",
      "2:the command line is wrong"
    })
public final class CountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description = "A video file (default: the camera's own source).")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration whose lines and zones are used.")
  private Path file = Path.of("");

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Which camera's lines and zones, when the configuration has several.")
  private Optional<String> camera = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private DetectorFlags flags = new DetectorFlags();

  /** Made by picocli. */
  public CountCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AgentConfig config = ConfigReader.ofThisBox().withoutSources().read(file);
    CameraConfig chosen = chosen(config, file, camera);
    VideoSource video = FileTracking.file(source.orElseGet(() -> chosen.source().toString()));
    SceneAnalytics analytics =
        new SceneAnalytics(chosen.scene(), SceneAnalytics.State.empty(chosen.scene()));
    List<SceneEvent> events = new ArrayList<>();
    DetectorFlags.Opened opened = flags.open(config.detector().withLongSide(chosen.longSide()));
    try (var detector = opened.detector()) {
      FileTracking.Done done =
          FileTracking.run(
              video,
              opened,
              chosen.region(),
              err,
              (frame, observation) -> events.addAll(analytics.observe(observation)));
      events.addAll(analytics.restarted(done.end()));
      // the last minute is cut off by the end of the file, and is told as far as it goes
      events.addAll(analytics.unobserved(nextMinute(done.end())));
      CountReport report =
          new CountReport(chosen, video, config.revision(), detector.info(), done, events);
      out.print(json ? report.json() : report.text());
      out.flush();
      done.broken().ifPresent(fault -> err.println("count: " + fault.getMessage()));
      err.flush();
      return done.broken().isPresent() ? 1 : 0;
    }
  }

  /** The camera that was asked for, or the only one. */
  static CameraConfig chosen(AgentConfig config, Path file, Optional<String> camera) {
    String known =
        config.cameras().stream().map(one -> one.id().value()).collect(Collectors.joining(", "));
    if (camera.isEmpty() && config.cameras().size() > 1) {
      throw new IllegalArgumentException(
          file + " has several cameras: choose one with --camera: " + known);
    }
    Optional<CameraId> wanted = camera.map(CameraId::new);
    return config.cameras().stream()
        .filter(one -> wanted.isEmpty() || wanted.get().equals(one.id()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file + " has no camera '" + wanted.orElseThrow() + "': it has " + known));
  }

  private static Instant nextMinute(Instant at) {
    return Instant.ofEpochSecond((at.getEpochSecond() / 60 + 1) * 60);
  }
}
