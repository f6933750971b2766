package io.headcount.bench.accuracy;

import com.sun.management.OperatingSystemMXBean;
import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.MotRow;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.detect.View;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what each size of the network's input finds, and what it costs. */
@Command(
    name = "sizes",
    mixinStandardHelpOptions = true,
    description =
        "Shows the labelled frames of the footage to the network in several sizes, in turn: how many "
            + "of the people are found, by how high they are in the network's input, and the processor's "
            + "time for a look. Takes about a minute.")
public final class SizesRun implements Callable<Integer> {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final double[] HEIGHTS = {0, 16, 20, 24, 28, 32, 40, 48, 64, Double.MAX_VALUE};

  @Option(
      names = "--footage",
      paramLabel = "FILE",
      defaultValue = "${sys:headcount.footage}",
      description = "The video that --truth labels (default: the sample clip).")
  private Path footage = Path.of("");

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "Labels of its first frames, in MOT format.")
  private Path truth = Path.of("");

  @Option(
      names = "--sizes",
      paramLabel = "PIXELS",
      split = ",",
      defaultValue = "256,320,416,512,640",
      description = "Long sides of the input (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "5",
      description = "Only every n-th frame (default: ${DEFAULT-VALUE}).")
  private int every;

  /** Made by picocli. */
  public SizesRun() {}

  /** What one size found, and what its looks took. Confined to the calling thread. */
  private static final class Size {
    private final FoundPeople found;
    private long looks;
    private long nanos;

    Size(double confirm) {
      found = new FoundPeople(confirm);
    }

    /** Of the processor, for a look. */
    double millis() {
      return nanos / 1e6 / looks;
    }
  }

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("headcount.home", "."));
    ModelCatalog catalog =
        ModelCatalog.read(ModelDirectories.standard(home, System.getenv()).withOwn(home));
    DetectorOptions options = DetectorOptions.standard().withThreads(1);
    double confirm = catalog.get(options.model()).thresholds().confirm();
    Map<Integer, Size> results = new LinkedHashMap<>();
    sizes.forEach(size -> results.put(size, new Size(confirm)));
    Map<Integer, List<MotRow>> labels =
        MotFile.parse(truth.toString(), Files.readAllLines(truth)).rows().stream()
            .collect(Collectors.groupingBy(MotRow::frame));
    int last = labels.keySet().stream().mapToInt(frame -> frame).max().orElseThrow();
    try (DjlDetector detector = DjlDetector.open(catalog, options);
        FrameSource source =
            VideoSources.system()
                .open(new VideoSource.VideoFile(footage), CaptureOptions.DEFAULT)) {
      for (int n = 1; n <= last; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          if (n % every == 1 % every) {
            look(detector, frame, labels.getOrDefault(n, List.of()), results);
          }
        }
      }
    }
    tell(results);
    return 0;
  }

  private static Box inPicture(Box pixels, Frame frame) {
    return new Box(
        pixels.left() / frame.width(),
        pixels.top() / frame.height(),
        pixels.right() / frame.width(),
        pixels.bottom() / frame.height());
  }

  private void look(
      DjlDetector detector, Frame frame, List<MotRow> labels, Map<Integer, Size> results) {
    List<Box> people = labels.stream().map(row -> inPicture(row.box(), frame)).toList();
    results.forEach(
        (size, result) -> {
          View view = View.whole().at(size);
          long begun = SYSTEM.getProcessCpuTime();
          List<Detection> seen = detector.detect(frame, view);
          result.nanos += SYSTEM.getProcessCpuTime() - begun;
          result.looks++;
          double height = view.shareOfPicture(frame.width(), frame.height()) * size;
          result.found.add(people, seen, height);
        });
  }

  private static void tell(Map<Integer, Size> results) {
    System.out.println(
        "| long side | AP50 | found | processor, ms |"
            + Arrays.stream(HEIGHTS)
                .limit(HEIGHTS.length - 1)
                .mapToObj(height -> " from %.0f |".formatted(height))
                .collect(Collectors.joining()));
    System.out.println("|---|---|---|---|" + "---|".repeat(HEIGHTS.length - 1));
    results.forEach(
        (size, result) -> {
          StringBuilder row =
              new StringBuilder(
                  String.format(
                      Locale.ROOT,
                      "| %d | %.3f | %.3f | %.1f |",
                      size,
                      result.found.averagePrecision(),
                      result.found.recall(0, Double.MAX_VALUE),
                      result.millis()));
          for (int i = 0; i + 1 < HEIGHTS.length; i++) {
            long people = result.found.people(HEIGHTS[i], HEIGHTS[i + 1]);
            row.append(
                people == 0
                    ? " |"
                    : String.format(
                        Locale.ROOT,
                        " %.2f (%d) |",
                        result.found.recall(HEIGHTS[i], HEIGHTS[i + 1]),
                        people));
          }
          System.out.println(row);
        });
  }
}
