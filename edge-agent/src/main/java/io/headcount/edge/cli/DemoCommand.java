package io.headcount.edge.cli;

import io.headcount.edge.agent.AgentException;
import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.capture.Playback;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.config.StatusConfig;
import io.headcount.edge.status.BoxStatus;
import io.headcount.edge.status.CameraStatus;
import io.headcount.edge.status.PortTakenException;
import io.headcount.edge.uplink.BoxControl;
import io.headcount.program.console.Progress;
import io.headcount.program.console.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headcount-agent demo}: the whole box on one video, to look at. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Counts people in a video as if it came from a camera, and shows it on a page.",
      "What it records goes into a temporary folder that is deleted at the end."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration LINK_LIFE = Duration.ofDays(1);
  private static final int LINES_BETWEEN = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--source",
      required = true,
      paramLabel = "SOURCE",
      description = "A video file, or any other source a camera can have.")
  private String source = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "A configuration; the lines and zones of its first camera are used.")
  private Path file = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the page; without it 8080, or any free one when that is taken.")
  private Optional<Integer> port = Optional.empty();

  @Option(names = "--once", description = "Play the video once and end with a summary.")
  private boolean once;

  /** Made by picocli. */
  public DemoCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    try (StopSignal stop = StopSignal.listen()) {
      Path data = temporary();
      try (EdgeAgent agent = start(config(data))) {
        show(agent, stop);
      } finally {
        delete(data);
      }
    }
    return 0;
  }

  private AgentConfig config(Path data) {
    AgentConfig configured = ConfigReader.ofThisBox().withoutSources().read(file);
    VideoSource video = VideoSource.parse(source);
    CameraConfig first =
        configured.cameras().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        file + ": has no camera whose lines and zones to show: name one"));
    Playback playback = once ? Playback.REALTIME : Playback.LOOP;
    CameraConfig camera = first.with(video, video.finite() ? playback : first.playback());
    StatusConfig page = configured.status().withPort(port.orElse(StatusConfig.DEFAULT_PORT));
    return configured.with(List.of(camera), data, page);
  }

  /** Somebody else may have the usual port; a port that was asked for is taken or refused. */
  private EdgeAgent start(AgentConfig config) {
    try {
      return begin(config);
    } catch (PortTakenException e) {
      if (port.isPresent()) {
        throw e;
      }
      return begin(
          config.with(config.cameras(), config.dataDirectory(), config.status().withPort(0)));
    }
  }

  private static EdgeAgent begin(AgentConfig config) {
    return EdgeAgent.start(
        config,
        DetectorFlags.directories(Optional.empty()),
        HeadcountAgent.version(),
        InstantSource.system(),
        BoxControl.fixed(InstantSource.system()),
        Optional.empty());
  }

  private void show(EdgeAgent agent, StopSignal stop) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = Progress.onTerminal();
    out.println();
    URI link = SignInLinkCommand.link(agent.address(), agent.access(), LINK_LIFE);
    out.println("  Headcount is counting. Watch it at " + link);
    out.println("  The link signs one browser in, once.");
    out.println("  " + (once ? "It ends with the video." : "Ctrl-C ends it."));
    out.println();
    out.flush();
    for (int tick = 0; !stop.within(EVERY); tick++) {
      BoxStatus status = agent.status();
      if (terminal) {
        out.print("\r\u001b[K" + line(status));
      } else if (tick % LINES_BETWEEN == 0) {
        out.println(line(status));
      }
      out.flush();
      if (agent.ended()) {
        break;
      }
    }
    out.print(terminal ? "\r\u001b[K" : "");
    out.print(summary(agent.status()));
    out.flush();
  }

  private static String line(BoxStatus status) {
    StringBuilder line = new StringBuilder();
    Duration up = status.uptime();
    line.append("  %d:%02d".formatted(up.toMinutes(), up.toSecondsPart()));
    for (CameraStatus camera : status.cameras()) {
      line.append("  %s %d in view".formatted(camera.id(), camera.people()));
      for (CameraStatus.LineStatus each : camera.lines()) {
        line.append(
            "  |  %s %d in %d out".formatted(each.id(), each.today().in(), each.today().out()));
      }
      for (CameraStatus.ZoneStatus each : camera.zones()) {
        line.append("  |  %s %d".formatted(each.id(), each.now()));
      }
      line.append("  |  %.1f fps".formatted(camera.throughput().fpsProcessed()));
      if (camera.state() != CameraStatus.CameraState.STREAMING) {
        line.append("  ").append(camera.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return line.toString();
  }

  private static String summary(BoxStatus status) {
    StringBuilder text = new StringBuilder();
    for (CameraStatus camera : status.cameras()) {
      CameraStatus.Throughput frames = camera.throughput();
      text.append(
          "  %s: %,d frames looked at, %,d left out%s%n%n"
              .formatted(
                  camera.id(),
                  frames.processed(),
                  frames.dropped(),
                  frames
                      .detection()
                      .map(time -> ", %.0f ms a frame".formatted(time.meanMillis()))
                      .orElse("")));
      if (!camera.lines().isEmpty()) {
        text.append("  %-20s %8s %8s%n".formatted("line", "in", "out"));
        camera
            .lines()
            .forEach(
                line ->
                    text.append(
                        "  %-20s %,8d %,8d%n"
                            .formatted(line.id(), line.today().in(), line.today().out())));
        text.append(System.lineSeparator());
      }
      if (!camera.zones().isEmpty()) {
        text.append("  %-20s %8s %12s %8s%n".formatted("zone", "visits", "mean dwell", "now"));
        camera
            .zones()
            .forEach(
                zone ->
                    text.append(
                        "  %-20s %,8d %12s %8d%n"
                            .formatted(
                                zone.id(),
                                zone.visitsToday(),
                                zone.meanDwellToday()
                                    .map(dwell -> "%.1f s".formatted(dwell.toMillis() / 1e3))
                                    .orElse("-"),
                                zone.now())));
      }
    }
    return text.toString();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("headcount-demo");
    } catch (IOException e) {
      throw new AgentException(
          "no temporary folder can be made (%s): free space, or set java.io.tmpdir"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new AgentException(folder + " could not be deleted: delete it by hand", e);
    }
  }
}
