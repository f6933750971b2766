package io.headcount.bench.accuracy;

import io.headcount.analytics.evaluation.CountErrors;
import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.Scores;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.track.Detection;
import io.headcount.analytics.track.TrackerOptions;
import io.headcount.edge.agent.EdgeAgent;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.detect.DjlDetector;
import io.headcount.edge.model.ModelCatalog;
import io.headcount.edge.model.ModelDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what each part of the tracker gains, and how far counts are from the truth. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description =
        "Scores tracks and counts against labels, with and without each part of the tracker: on the "
            + "sample footage with labels of your own (--truth), and on detections that are simulated from "
            + "the labels of other sequences (--mot). Takes about two minutes.")
public final class AccuracyRun implements Callable<Integer> {
  private static final int SEEDS = 4;
  private static final int LINES = 40;
  private static final int ZONES = 20;
  private static final double SHORTEST_LINE = 0.25;

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
      names = "--mot",
      paramLabel = "FILE",
      description =
          "Labels of another sequence, of 640x480 at 25 frames a second; may be repeated.")
  private List<Path> mot = new ArrayList<>();

  @Option(
      names = "--long-side",
      paramLabel = "PIXELS",
      description = "Long side of the picture in the network (default: the model's).")
  private Optional<Integer> longSide = Optional.empty();

  /** Made by picocli. */
  public AccuracyRun() {}

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("headcount.home", "."));
    ModelCatalog catalog =
        ModelCatalog.read(ModelDirectories.standard(home, System.getenv()).withOwn(home));
    DetectorOptions standard = DetectorOptions.standard();
    TrackerOptions tracking = EdgeAgent.trackerOptions(catalog.get(standard.model()).thresholds());
    DetectorOptions options =
        new DetectorOptions(
            standard.model(), standard.engine(), standard.device(), standard.threads(), longSide);
    Sequence clip = clip(catalog, options);
    List<MotFile> others = new ArrayList<>();
    for (Path path : mot) {
      others.add(labels(path));
    }
    parts(clip, others, tracking);
    counts(clip, clip.tracks(tracking));
    counts(clip, clip.liveTracks(tracking));
    return 0;
  }

  private static MotFile labels(Path path) throws IOException {
    return MotFile.parse(path.toString(), Files.readAllLines(path));
  }

  /** The labelled frames of the footage, each seen once by the detector. */
  private Sequence clip(ModelCatalog catalog, DetectorOptions options) throws IOException {
    MotFile labels = labels(truth);
    int frames = labels.rows().getLast().frame();
    Map<Integer, List<Detection>> seen = new TreeMap<>();
    int width = 1;
    int height = 1;
    Instant end = Instant.EPOCH;
    try (DjlDetector detector = DjlDetector.open(catalog, options);
        FrameSource source =
            VideoSources.system()
                .open(new VideoSource.VideoFile(footage), CaptureOptions.DEFAULT)) {
      for (int n = 1; n <= frames; n++) {
        try (Frame frame = source.next().orElseThrow()) {
          seen.put(n, detector.detect(frame));
          width = frame.width();
          height = frame.height();
          end = frame.at();
        }
      }
    }
    double seconds = Duration.between(Instant.EPOCH, end).toNanos() / 1e9;
    return new Sequence(labels, seen, width, height, (frames - 1) / seconds);
  }

  private static Map<String, TrackerOptions> variants(TrackerOptions is) {
    Map<String, TrackerOptions> variants = new LinkedHashMap<>();
    variants.put("as it is", is);
    variants.put("one score level", is.withScores(is.confirmScore(), is.confirmScore()));
    variants.put("boxes as detected", with(is, is.hits(), is.memory(), is.reach(), is.drift(), 0));
    variants.put("boxes as filtered", with(is, is.hits(), is.memory(), is.reach(), is.drift(), 1));
    variants.put(
        "confirmed by 1 hit", with(is, 1, is.memory(), is.reach(), is.drift(), is.steadiness()));
    variants.put(
        "confirmed by 3 hits", with(is, 3, is.memory(), is.reach(), is.drift(), is.steadiness()));
    for (int seconds : new int[] {1, 4}) {
      variants.put(
          "memory " + seconds + " s",
          with(
              is, is.hits(), Duration.ofSeconds(seconds), is.reach(), is.drift(), is.steadiness()));
    }
    for (double reach : new double[] {0.3, 0.5}) {
      variants.put(
          "reach " + reach, with(is, is.hits(), is.memory(), reach, is.drift(), is.steadiness()));
    }
    variants.put(
        "reach does not widen", with(is, is.hits(), is.memory(), is.reach(), 0, is.steadiness()));
    return variants;
  }

  private static TrackerOptions with(
      TrackerOptions is, int hits, Duration memory, double reach, double drift, double steadiness) {
    return new TrackerOptions(
        is.confirmScore(), is.lowScore(), hits, memory, reach, drift, is.duplicate(), steadiness);
  }

  /** HOTA, IDF1, MOTA and identity switches of each variant on each set of sequences. */
  private static void parts(Sequence clip, List<MotFile> others, TrackerOptions is) {
    Map<String, List<Sequence>> sets = new LinkedHashMap<>();
    sets.put("footage", List.of(clip));
    sets.put("at 1, 1/2, 1/3 rate, both ways", thinned(clip));
    if (!others.isEmpty()) {
      for (int every : new int[] {1, 2, 4}) {
        sets.put("simulated, 25/" + every, simulated(others, every));
      }
    }
    System.out.println("| HOTA IDF1 MOTA switches | " + String.join(" | ", sets.keySet()) + " |");
    System.out.println("|---|" + "---|".repeat(sets.size()));
    row("as known live", sets.values(), sequence -> sequence.liveTracks(is));
    variants(is).forEach((name, options) -> row(name, sets.values(), one -> one.tracks(options)));
  }

  private static void row(
      String name, Collection<List<Sequence>> sets, Function<Sequence, MotFile> tracks) {
    StringBuilder row = new StringBuilder("| ").append(name).append(" |");
    sets.forEach(set -> row.append(cell(set, tracks)));
    System.out.println(row);
  }

  private static List<Sequence> thinned(Sequence clip) {
    int frames = clip.truth().rows().getLast().frame();
    List<Sequence> thinned = new ArrayList<>();
    for (Sequence way : List.of(clip, clip.backwards(frames))) {
      for (int every = 1; every <= 3; every++) {
        for (int first = 1; first <= every; first++) {
          thinned.add(way.every(every, first));
        }
      }
    }
    return thinned;
  }

  private static List<Sequence> simulated(List<MotFile> others, int every) {
    List<Sequence> simulated = new ArrayList<>();
    for (MotFile other : others) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        simulated.add(SimulatedDetector.look(other, 640, 480, 25, every, seed));
      }
    }
    return simulated;
  }

  private static String cell(List<Sequence> set, Function<Sequence, MotFile> tracks) {
    Scores scores =
        Scores.combined(
            set.stream().map(one -> Scores.of(one.truth(), tracks.apply(one))).toList());
    return String.format(
        Locale.ROOT,
        " %.1f %.1f %.1f %d |",
        100 * scores.hota().hota(),
        100 * scores.identity().idf1(),
        100 * scores.clear().mota(),
        scores.clear().switches());
  }

  private static void counts(Sequence clip, MotFile tracks) {
    System.out.printf("%n| seed | true crossings | wrong | share | true visits | worst zone |%n");
    System.out.println("|---|---|---|---|---|---|");
    CountErrors.Footage shape = new CountErrors.Footage(clip.width(), clip.height(), clip.rate());
    for (long seed : new long[] {1, 2, 3, 4, 5, 6, 7, 8, 101, 102, 103, 104, 105, 106, 107, 108}) {
      Random random = new Random(seed);
      CountErrors errors =
          CountErrors.of(clip.truth(), tracks, shape, lines(random), zones(random));
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %d | %.1f %% | %d | %d |%n",
          seed,
          errors.crossings(),
          errors.crossingErrors(),
          100 * errors.crossingError(),
          errors.visits(),
          errors.worstZone());
    }
  }

  private static List<Segment> lines(Random random) {
    List<Segment> lines = new ArrayList<>();
    while (lines.size() < LINES) {
      Point from = new Point(random.nextDouble(), random.nextDouble());
      Point to = new Point(random.nextDouble(), random.nextDouble());
      if (from.distance(to) >= SHORTEST_LINE) {
        lines.add(new Segment(from, to));
      }
    }
    return lines;
  }

  private static List<Polygon> zones(Random random) {
    List<Polygon> zones = new ArrayList<>();
    while (zones.size() < ZONES) {
      double wide = 0.15 + 0.3 * random.nextDouble();
      double tall = 0.15 + 0.3 * random.nextDouble();
      double left = random.nextDouble() * (1 - wide);
      double top = random.nextDouble() * (1 - tall);
      zones.add(
          new Polygon(
              List.of(
                  new Point(left, top),
                  new Point(left + wide, top),
                  new Point(left + wide, top + tall),
                  new Point(left, top + tall))));
    }
    return zones;
  }
}
