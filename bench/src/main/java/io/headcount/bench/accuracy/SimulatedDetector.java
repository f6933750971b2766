package io.headcount.bench.accuracy;

import io.headcount.analytics.evaluation.MotFile;
import io.headcount.analytics.evaluation.MotRow;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A detector as they are, made from the truth: it misses who is covered, sees people badly for
 * spells of half a second, jitters, takes parts for people and now and then sees somebody where
 * nobody is. Confined to the call that made it; the same seed sees the same.
 */
final class SimulatedDetector {
  private static final double SPELL_EVERY = 3;
  private static final double SPELL_LASTS = 0.6;
  private static final double DRIFT_SECONDS = 0.3;

  /** How somebody is seen from frame to frame. */
  private static final class Mood {
    private boolean bad;
    private double driftX;
    private double driftY;
  }

  private final int width;
  private final int height;
  private final double step;
  private final Random random;
  private final Map<Long, Mood> moods = new HashMap<>();

  private SimulatedDetector(int width, int height, double step, long seed) {
    this.width = width;
    this.height = height;
    this.step = step;
    random = new Random(seed);
  }

  /** What it sees in every n-th frame. */
  static Sequence look(MotFile truth, int width, int height, double rate, int every, long seed) {
    SimulatedDetector detector = new SimulatedDetector(width, height, every / rate, seed);
    Map<Integer, List<MotRow>> frames =
        truth.rows().stream().collect(Collectors.groupingBy(MotRow::frame));
    Map<Integer, List<Detection>> seen = new TreeMap<>();
    for (int frame = 1; frame <= truth.rows().getLast().frame(); frame += every) {
      seen.put(frame, detector.look(frames.getOrDefault(frame, List.of())));
    }
    return new Sequence(truth, seen, width, height, rate).every(every, 1);
  }

  private List<Detection> look(List<MotRow> people) {
    List<Detection> found = new ArrayList<>();
    for (MotRow person : people) {
      look(person.box(), covered(person, people), mood(person.id()), found);
    }
    while (random.nextDouble() < 0.12) {
      double x = random.nextDouble() * width;
      double y = (0.5 + random.nextDouble() / 2) * height;
      add(Box.around(x, y, height / 14.0, height / 6.0), 0.2 + 0.45 * random.nextDouble(), found);
    }
    List<Detection> kept = new ArrayList<>();
    found.sort(Comparator.comparingDouble(Detection::score).reversed());
    for (Detection one : found) {
      if (kept.stream().allMatch(better -> better.box().iou(one.box()) <= 0.5)) {
        kept.add(one);
      }
    }
    return kept;
  }

  private void look(Box box, double covered, Mood mood, List<Detection> found) {
    double miss = 0.03 + 0.95 * Math.clamp((covered - 0.35) / 0.4, 0, 1) + (mood.bad ? 0.35 : 0);
    if (random.nextDouble() < miss) {
      return;
    }
    double tall = box.height() * (1 + 0.05 * random.nextGaussian());
    double wide = box.width() * (1 + 0.1 * random.nextGaussian());
    double jitter = 0.02 * box.height();
    double x = box.centerX() + jitter * (mood.driftX + random.nextGaussian());
    double y = box.centerY() + jitter * (mood.driftY + random.nextGaussian());
    double least = mood.bad || covered > 0.3 ? 0.2 : 0.5;
    add(Box.around(x, y, wide, tall), least + 0.4 * random.nextDouble(), found);
    if (random.nextDouble() < 0.03) {
      Box upper = Box.around(x + 0.1 * wide, y - 0.2 * tall, wide, 0.6 * tall);
      add(upper, 0.2 + 0.35 * random.nextDouble(), found);
    }
  }

  private void add(Box pixels, double score, List<Detection> found) {
    double left = Math.clamp(pixels.left() / width, 0, 1);
    double top = Math.clamp(pixels.top() / height, 0, 1);
    double right = Math.clamp(pixels.right() / width, 0, 1);
    double bottom = Math.clamp(pixels.bottom() / height, 0, 1);
    if (left < right && top < bottom) {
      found.add(new Detection(new Box(left, top, right, bottom), score));
    }
  }

  /** The share of a person that somebody nearer covers. */
  private static double covered(MotRow person, List<MotRow> people) {
    return people.stream()
        .filter(other -> other.box().bottom() > person.box().bottom())
        .mapToDouble(other -> other.box().intersection(person.box()) / person.box().area())
        .max()
        .orElse(0);
  }

  private Mood mood(long id) {
    Mood mood = moods.computeIfAbsent(id, unknown -> new Mood());
    double turn = 1 - Math.exp(-step / (mood.bad ? SPELL_LASTS : SPELL_EVERY));
    if (random.nextDouble() < turn) {
      mood.bad = !mood.bad;
    }
    double keep = Math.exp(-step / DRIFT_SECONDS);
    double fresh = Math.sqrt(1 - keep * keep);
    mood.driftX = keep * mood.driftX + fresh * random.nextGaussian();
    mood.driftY = keep * mood.driftY + fresh * random.nextGaussian();
    return mood;
  }
}
