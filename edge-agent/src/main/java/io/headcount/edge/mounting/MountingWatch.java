package io.headcount.edge.mounting;

import io.headcount.analytics.floor.Calibration;
import io.headcount.analytics.floor.FloorCamera;
import io.headcount.analytics.floor.Heights;
import io.headcount.analytics.floor.Stature;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.scene.Observation;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.PictureQuality;
import io.headcount.edge.pipeline.Walkers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Learns from what a camera shows how it hangs. Thread-safe: the camera's thread shows it frames,
 * others ask. Keeps numbers of the last people and pictures only, never a picture.
 */
public final class MountingWatch {
  /** So many pixels tall in the network's input, people are found surely: see docs/accuracy.md. */
  static final double TALL_ENOUGH = 30;

  /** Lens of most shop cameras; the height that comes of it is a rough one. */
  private static final double LENS = Math.toRadians(80);

  private static final double STATURE = 1.70;
  private static final int WANTED = 40;
  private static final int PEOPLE_KEPT = 400;
  private static final int PICTURES_KEPT = 30;
  private static final Duration PICTURE_EVERY = Duration.ofSeconds(10);
  private static final int COLUMNS = 16;
  private static final double EDGE = 0.01;

  private static final double STEEP = 0.75;
  private static final double LOW = 2.2;
  private static final double OFTEN_CUT = 0.4;

  private final int longSide;
  private final Walkers walkers = new Walkers();

  /** At most {@link #PEOPLE_KEPT}. */
  private final Deque<Box> people = new ArrayDeque<>();

  /** Whether somebody who was seen reached over the edge; at most {@link #PEOPLE_KEPT}. */
  private final Deque<Boolean> cut = new ArrayDeque<>();

  /** At most {@link #PICTURES_KEPT}. */
  private final Deque<PictureQuality> pictures = new ArrayDeque<>();

  private Optional<Calibration> floor;
  private double aspect = 1;
  private @Nullable Instant lastPicture;

  /**
   * @param longSide pixels of the longer side of what the network sees
   * @param floor how it is measured; then the camera's place goes by that
   */
  public MountingWatch(int longSide, Optional<Calibration> floor) {
    this.longSide = longSide;
    this.floor = floor;
  }

  /** From now on the floor is measured so; who walked by then is still known. */
  public synchronized void measured(Optional<Calibration> other) {
    floor = other;
  }

  /** Is shown a frame, which is only lent, and who is in it. Frames come in the order of time. */
  public synchronized void processed(Frame frame, Observation seen) {
    double shape = (double) frame.width() / frame.height();
    if (shape != aspect) {
      aspect = shape;
      people.clear();
      cut.clear();
      pictures.clear();
    }
    Instant last = lastPicture;
    boolean due = last == null || !seen.at().isBefore(last.plus(PICTURE_EVERY));
    if (due) {
      lastPicture = seen.at();
      keep(pictures, PictureQuality.of(frame), PICTURES_KEPT);
      seen.people().forEach(person -> keep(cut, cutOff(person.box()), PEOPLE_KEPT));
    }
    walkers.next(seen).forEach(person -> keep(people, person, PEOPLE_KEPT));
  }

  private static <T> void keep(Deque<T> kept, T one, int most) {
    kept.addLast(one);
    if (kept.size() > most) {
      kept.removeFirst();
    }
  }

  private static boolean cutOff(Box box) {
    return box.top() <= EDGE || box.bottom() >= 1 - EDGE;
  }

  /** What is known by now; some milliseconds of work. */
  public Mounting report() {
    List<Box> seen;
    List<Boolean> reached;
    List<PictureQuality> shown;
    double shape;
    Optional<Calibration> given;
    synchronized (this) {
      seen = List.copyOf(people);
      reached = List.copyOf(cut);
      shown = List.copyOf(pictures);
      shape = aspect;
      given = floor;
    }
    Optional<PictureQuality> quality = middle(shown);
    List<Stature> people =
        seen.stream()
            .map(box -> new Stature(new Point(box.centerX(), box.bottom()), box.height()))
            .toList();
    Optional<UprightCamera.Found> camera =
        people.size() < WANTED ? Optional.empty() : UprightCamera.of(people, LENS, shape, STATURE);
    Optional<FloorCamera> measured = given.flatMap(one -> one.camera(shape));
    Optional<FloorCamera> hung = measured.or(() -> camera.flatMap(found -> found.camera(shape)));
    Optional<Heights> heights =
        people.size() < WANTED
            ? Optional.empty()
            : measured.flatMap(one -> Heights.of(one, people));
    List<Finding> findings = new ArrayList<>();
    quality.map(PictureCheck::of).ifPresent(findings::addAll);
    if (seen.size() >= WANTED) {
      ofPeople(seen, shape, findings);
    }
    hung.ifPresent(one -> ofHeight(one, measured.isPresent(), findings));
    heights.ifPresent(tall -> ofFloor(tall, findings));
    if (reached.size() >= WANTED) {
      ofEdges(reached, findings);
    }
    return new Mounting(
        quality,
        people,
        WANTED,
        findings,
        camera,
        measured,
        shape,
        hung.map(one -> places(one, shape)).orElse(List.of()));
  }

  private static Optional<PictureQuality> middle(List<PictureQuality> shown) {
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PictureQuality(
            (int) median(shown, PictureQuality::light),
            (int) median(shown, PictureQuality::contrast),
            median(shown, PictureQuality::dark),
            median(shown, PictureQuality::burnt),
            median(shown, PictureQuality::blur)));
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> value) {
    double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private void ofPeople(List<Box> seen, double shape, List<Finding> findings) {
    double tall =
        seen.stream().mapToDouble(Box::height).sorted().toArray()[seen.size() / 10] * high(shape);
    if (tall < TALL_ENOUGH) {
      findings.add(
          new Finding(
              Trouble.PEOPLE_TOO_SMALL,
              "%.0f pixels tall in the network's picture, %.0f or more is good"
                  .formatted(tall, TALL_ENOUGH)));
    }
    double wide = median(seen, box -> box.width() * shape / box.height());
    if (wide > STEEP) {
      findings.add(
          new Finding(
              Trouble.TOO_STEEP,
              "people are %.2f times as wide as they are tall, %.2f or less is good"
                  .formatted(wide, STEEP)));
    }
  }

  private static void ofHeight(FloorCamera camera, boolean measured, List<Finding> findings) {
    if (camera.height() < LOW) {
      findings.add(
          new Finding(
              Trouble.TOO_LOW,
              "about %.1f m above the floor, going by the %s"
                  .formatted(camera.height(), measured ? "measured floor" : "people")));
    }
  }

  private static void ofFloor(Heights heights, List<Finding> findings) {
    if (heights.verdict() != Heights.Verdict.FITS) {
      findings.add(
          new Finding(
              Trouble.FLOOR_OFF,
              "by the measured floor they are %.2f m tall in the middle, %.2f m near and %.2f m far"
                  .formatted(heights.middle(), heights.near(), heights.far())));
    }
  }

  private static void ofEdges(List<Boolean> reached, List<Finding> findings) {
    double share = (double) reached.stream().filter(one -> one).count() / reached.size();
    if (share > OFTEN_CUT) {
      findings.add(
          new Finding(
              Trouble.CUT_OFF,
              "%.0f %% of those who are seen reach over the upper or lower edge, %.0f %% or less is good"
                  .formatted(100 * share, 100 * OFTEN_CUT)));
    }
  }

  /** The picture's height in pixels of what the network sees. */
  private double high(double shape) {
    return shape >= 1 ? longSide / shape : longSide;
  }

  private List<List<Spot>> places(FloorCamera camera, double shape) {
    int rows = Math.max(1, (int) Math.round(COLUMNS / shape));
    List<List<Spot>> places = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<Spot> line = new ArrayList<>();
      for (int column = 0; column < COLUMNS; column++) {
        line.add(
            place(camera, new Point((column + 0.5) / COLUMNS, (row + 0.5) / rows), high(shape)));
      }
      places.add(line);
    }
    return places;
  }

  private static Spot place(FloorCamera camera, Point feet, double high) {
    Optional<Double> seen = camera.seen(feet, STATURE);
    if (seen.isEmpty()) {
      return Spot.NO_FLOOR;
    }
    double height = seen.get();
    if (height * high < TALL_ENOUGH) {
      return Spot.SMALL;
    }
    return height > feet.y() ? Spot.CUT_OFF : Spot.GOOD;
  }
}
