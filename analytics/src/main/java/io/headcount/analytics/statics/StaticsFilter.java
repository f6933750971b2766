package io.headcount.analytics.statics;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes things that never move out of the observations of one camera. Confined to the thread of its
 * scene.
 *
 * <p>It remembers <em>places</em> and not tracks, because the detector sees a mannequin on and off
 * and the tracker gives it a new identity each time. A box makes or renews the place it stands at;
 * a place that is as old as the rule says and was held for most of that time is a thing. Boxes
 * there are left out until the place was empty for as long again. People who pass a spot one after
 * the other hold it for moments only, so they never make a thing of it.
 */
public final class StaticsFilter {
  /** More candidates than a picture has room for; the one unseen longest goes first. */
  private static final int MAX_PLACES = 256;

  /** A place that is not yet a thing is dropped when nothing stands there for so long. */
  private static final Duration CANDIDATE_PATIENCE = Duration.ofSeconds(10);

  /** Observations nearer than this join into one hold of the place. */
  private static final Duration JOIN = Duration.ofSeconds(1);

  /** Share of a place's age for which it must have been held. */
  private static final double MOSTLY = 0.5;

  /**
   * A spot where something stands still. Immutable.
   *
   * @param box as it was when the place was made
   * @param since when that was
   * @param last when something was last observed there
   * @param held how long it was taken in all
   */
  public record Place(Box box, Instant since, Instant last, Duration held) {
    private Place renewedAt(Instant at) {
      Duration gap = Duration.between(last, at);
      return new Place(box, since, at, gap.compareTo(JOIN) <= 0 ? held.plus(gap) : held);
    }
  }

  private final StaticsRule rule;
  private final List<Place> places;

  public StaticsFilter(StaticsRule rule, List<Place> places) {
    this.rule = rule;
    this.places = new ArrayList<>(places);
  }

  public List<Place> places() {
    return List.copyOf(places);
  }

  /** The people among what was observed; whatever stands at the place of a thing is left out. */
  public List<TrackedBox> people(Instant at, List<TrackedBox> observed) {
    places.removeIf(place -> Duration.between(place.last(), at).compareTo(patience(place)) > 0);
    List<TrackedBox> people = new ArrayList<>();
    for (TrackedBox seen : observed) {
      if (!renewed(seen.box(), at)) {
        people.add(seen);
      }
    }
    return people;
  }

  /** Things known now. */
  public int things() {
    return (int) places.stream().filter(this::isThing).count();
  }

  /** Whether the box stands at a thing's place. */
  private boolean renewed(Box box, Instant at) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (near(place.box(), box)) {
        Place now = place.renewedAt(at);
        places.set(i, now);
        return isThing(now);
      }
    }
    if (places.size() == MAX_PLACES) {
      places.stream().min(Comparator.comparing(Place::last)).ifPresent(places::remove);
    }
    places.add(new Place(box, at, at, Duration.ZERO));
    return false;
  }

  private boolean isThing(Place place) {
    Duration age = Duration.between(place.since(), place.last());
    return age.compareTo(rule.after()) >= 0 && place.held().toNanos() >= MOSTLY * age.toNanos();
  }

  private Duration patience(Place place) {
    return isThing(place) ? rule.after() : CANDIDATE_PATIENCE;
  }

  private boolean near(Box place, Box box) {
    double reach = rule.radius() * place.height();
    return Math.abs(place.centerX() - box.centerX()) <= reach
        && Math.abs(place.centerY() - box.centerY()) <= reach
        && Math.abs(place.width() - box.width()) <= 2 * reach
        && Math.abs(place.height() - box.height()) <= 2 * reach;
  }
}
