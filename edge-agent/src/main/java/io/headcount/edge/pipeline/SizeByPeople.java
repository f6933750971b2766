package io.headcount.edge.pipeline;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.edge.model.InputSpec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The smallest size in which the people whom a camera sees are tall enough to be found. Confined to
 * the thread of its camera, but for {@link #status}; its only time is that of the frames.
 *
 * <p>Who is too small in the present size is never seen in it, so heights are learnt in surveys:
 * for a while the picture is shown in the largest size, at first and then once an hour, one camera
 * of the box at a time. Only then the size may change, but for steps down that the budget asks for.
 */
public final class SizeByPeople implements InputSize {
  private static final Logger LOG = System.getLogger(SizeByPeople.class.getName());

  /** So many pixels tall, people are found as well as taller ones: see docs/accuracy.md. */
  static final double TALL_ENOUGH = 30;

  /** Nine in ten must be tall enough. */
  private static final double SMALLEST = 0.1;

  /** A smaller size must do so much better than need be; then it does tomorrow, too. */
  private static final double SPARE = 1.15;

  /** More of the budget than this is not used for stepping up again. */
  private static final double BEARABLE = 0.9;

  /** Few, because a network is slow when it meets a size for the first time. */
  private static final List<Integer> SIZES = List.of(256, 320, 416, 512, 640);

  /** A survey is over with so many heights, or after {@link #SURVEY_LASTS}. */
  private static final int HEIGHTS = 60;

  private static final Duration SURVEY_LASTS = Duration.ofMinutes(3);
  private static final Duration SURVEY_EVERY = Duration.ofHours(1);

  /** As long as too few people were seen to decide. */
  private static final Duration SURVEY_SOON = Duration.ofMinutes(10);

  /** Those in which nobody walked do not count: a night must not forget the day. */
  private static final int SURVEYS_KEPT = 6;

  private static final int SETTLED = 4;
  private static final int BUSY_MINUTES = 60;

  /** A look's time counts for so much of the mean. */
  private static final double RECENT = 1 / 32.0;

  private final CameraId camera;
  private final int own;
  private final List<Integer> sizes;
  private final SizeBudget budget;
  private final SizeBudget.Seat seat = new SizeBudget.Seat();
  private final Walkers walkers = new Walkers();

  /** Heights as shares of the input's longer side; at most {@link #SURVEYS_KEPT} surveys. */
  private final Deque<List<Double>> surveys = new ArrayDeque<>();

  /** Those of the survey that runs; little more than {@link #HEIGHTS}. */
  private final List<Double> heights = new ArrayList<>();

  /** Looks wanted per second, the most of each minute; the last {@link #BUSY_MINUTES}. */
  private final Deque<Double> busy = new ArrayDeque<>();

  private boolean surveying;

  /** When the last survey began or ended. */
  private Instant surveyTurn = Instant.MIN;

  private @Nullable Instant minute;
  private double wantedThisMinute;
  private double secondsPerSquare;
  private int lookedIn;
  private int looksInIt;
  private int needed;
  private int given;
  private double coresMissing;
  private volatile Status status;

  /**
   * @param own the model's own size, in which the camera begins; the budget alone never leads to a
   *     smaller one
   * @param multiple sizes are multiples of this
   * @param budget of the box
   */
  public SizeByPeople(CameraId camera, int own, int multiple, SizeBudget budget) {
    this.camera = camera;
    this.own = own;
    this.budget = budget;
    this.sizes = possible(own, multiple);
    this.needed = own;
    this.given = own;
    this.status = new Status(own, own, 0, false, Optional.empty());
  }

  /** The sizes that a model may be given, the smallest first. */
  static List<Integer> possible(int own, int multiple) {
    TreeSet<Integer> possible = new TreeSet<>(SIZES);
    possible.removeIf(size -> size % multiple != 0);
    possible.add(own);
    return List.copyOf(possible);
  }

  /** The largest that a camera may be shown in when it does not say so itself. */
  public static int largest(InputSpec model) {
    return model.square()
        ? model.longSide()
        : possible(model.longSide(), model.multiple()).getLast();
  }

  /** What nine in ten reach. */
  static double smallest(List<Double> heights) {
    return heights.stream().sorted().toList().get((int) (SMALLEST * heights.size()));
  }

  @Override
  public int longSide() {
    return surveying ? sizes.getLast() : given;
  }

  @Override
  public void close() {
    budget.leave(seat);
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public void looked(Observation seen, double share) {
    Instant at = seen.at();
    List<Box> walked = walkers.next(seen);
    if (surveying) {
      walked.forEach(person -> heights.add(person.height() * share));
      if (heights.size() >= HEIGHTS || longer(surveyTurn, at, SURVEY_LASTS)) {
        endSurvey(at);
      }
    } else if (due(at) && budget.survey(seat, at, at.plus(SURVEY_LASTS))) {
      surveying = true;
      surveyTurn = at;
      tell();
    }
  }

  /** While the budget lacks cores, seeing more of the small would not help. */
  private boolean due(Instant at) {
    return known() < HEIGHTS
        ? longer(surveyTurn, at, SURVEY_SOON)
        : coresMissing == 0 && longer(surveyTurn, at, SURVEY_EVERY);
  }

  private void endSurvey(Instant at) {
    budget.surveyed(seat);
    surveying = false;
    surveyTurn = at;
    if (!heights.isEmpty()) {
      surveys.addLast(List.copyOf(heights));
      heights.clear();
      if (surveys.size() > SURVEYS_KEPT) {
        surveys.removeFirst();
      }
    }
    smallest().filter(any -> known() >= HEIGHTS).ifPresent(tall -> needed = needed(tall));
    share();
  }

  private int known() {
    return surveys.stream().mapToInt(List::size).sum();
  }

  /** What nine in ten reach, as a share of the input's longer side. */
  private Optional<Double> smallest() {
    List<Double> all = surveys.stream().flatMap(List::stream).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(smallest(all));
  }

  private int needed(double tall) {
    return sizes.stream()
        .filter(size -> tall * size >= (size < needed ? SPARE : 1) * TALL_ENOUGH)
        .findFirst()
        .orElse(sizes.getLast());
  }

  /** The first looks in a size are slow, and tell nothing. */
  @Override
  public void took(Instant at, double seconds, double wantedPerSecond) {
    int size = longSide();
    looksInIt = size == lookedIn ? looksInIt + 1 : 0;
    lookedIn = size;
    if (looksInIt > SETTLED) {
      double square = seconds / ((double) size * size);
      secondsPerSquare += secondsPerSquare == 0 ? square : RECENT * (square - secondsPerSquare);
    }
    wantedThisMinute = Math.max(wantedThisMinute, wantedPerSecond);
    Instant since = minute;
    if (since == null) {
      minute = at;
    } else if (longer(since, at, Duration.ofMinutes(1))) {
      minute = at;
      busy.addLast(wantedThisMinute);
      wantedThisMinute = 0;
      if (busy.size() > BUSY_MINUTES) {
        busy.removeFirst();
      }
      share();
    }
  }

  /** Takes what the budget bears in the busiest minute of the last hour. */
  private void share() {
    double wanted =
        Stream.concat(busy.stream(), Stream.of(wantedThisMinute)).reduce(0.0, Math::max);
    int least = Math.min(needed, own);
    SizeBudget.Claim claim =
        new SizeBudget.Claim(
            sizes.stream().filter(size -> size >= least && size <= needed).toList(),
            wanted,
            secondsPerSquare);
    SizeBudget.Grant now = budget.grant(seat, claim, 1);
    int size = now.size();
    if (size > given) {
      now = budget.grant(seat, claim, BEARABLE);
      size = Math.max(given, now.size());
    }
    coresMissing = now.coresMissing();
    if (size != given) {
      given = size;
      LOG.log(
          Level.INFO,
          "{0}: is shown with a long side of {1,number,#} pixels from now on{2}",
          camera,
          size,
          why());
    }
    tell();
  }

  private String why() {
    return given < needed
        ? "; %d would be needed, for which the budget lacks %.1f cores"
            .formatted(needed, coresMissing)
        : smallest()
            .map(tall -> "; nine in ten people reach %.0f pixels in it".formatted(tall * given))
            .orElse("");
  }

  private void tell() {
    status =
        new Status(given, needed, coresMissing, surveying, smallest().map(tall -> tall * given));
  }

  private static boolean longer(Instant from, Instant to, Duration time) {
    return from.isBefore(to.minus(time)) || from.equals(to.minus(time));
  }
}
