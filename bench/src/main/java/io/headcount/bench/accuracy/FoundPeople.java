package io.headcount.bench.accuracy;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the people in many pictures a detector found, and how high they were in what it saw.
 * Confined to one thread.
 */
final class FoundPeople {
  private static final double SAME = 0.5;

  private final double confirm;
  private final List<Guess> guesses = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();

  /** A detection: whether it is one of the people that nobody has yet. */
  private record Guess(double score, boolean right) {}

  /** One of the true people: pixels of the input, and whether they were found. */
  private record Person(double height, boolean found) {}

  /**
   * @param confirm score from which a detection begins a track
   */
  FoundPeople(double confirm) {
    this.confirm = confirm;
  }

  /**
   * One more picture.
   *
   * @param truth in shares of the picture
   * @param height of the picture as the network saw it, in pixels
   */
  void add(List<Box> truth, List<Detection> seen, double height) {
    Set<Integer> taken = new HashSet<>();
    Set<Integer> confirmed = new HashSet<>();
    List<Detection> best =
        seen.stream().sorted(Comparator.comparingDouble(Detection::score).reversed()).toList();
    for (Detection detection : best) {
      int who = nearest(truth, taken, detection.box());
      guesses.add(new Guess(detection.score(), who >= 0));
      if (who >= 0) {
        taken.add(who);
        if (detection.score() >= confirm) {
          confirmed.add(who);
        }
      }
    }
    for (int i = 0; i < truth.size(); i++) {
      people.add(new Person(truth.get(i).height() * height, confirmed.contains(i)));
    }
  }

  private static int nearest(List<Box> truth, Set<Integer> taken, Box box) {
    int nearest = -1;
    double overlap = SAME;
    for (int i = 0; i < truth.size(); i++) {
      double iou = truth.get(i).iou(box);
      if (!taken.contains(i) && iou >= overlap) {
        nearest = i;
        overlap = iou;
      }
    }
    return nearest;
  }

  /** How many people were between these heights. */
  long people(double from, double to) {
    return people.stream().filter(one -> one.height >= from && one.height < to).count();
  }

  /** The part of them that was found with a score that begins a track. */
  double recall(double from, double to) {
    long found =
        people.stream().filter(one -> one.height >= from && one.height < to && one.found).count();
    return (double) found / people(from, to);
  }

  /** Area under the curve of precision over recall, all points, at an overlap of a half. */
  double averagePrecision() {
    List<Guess> best =
        guesses.stream().sorted(Comparator.comparingDouble(Guess::score).reversed()).toList();
    double[] precision = new double[best.size()];
    int right = 0;
    for (int i = 0; i < best.size(); i++) {
      right += best.get(i).right ? 1 : 0;
      precision[i] = (double) right / (i + 1);
    }
    double area = 0;
    double ceiling = 0;
    for (int i = best.size() - 1; i >= 0; i--) {
      ceiling = Math.max(ceiling, precision[i]);
      area += best.get(i).right ? ceiling / people.size() : 0;
    }
    return area;
  }
}
