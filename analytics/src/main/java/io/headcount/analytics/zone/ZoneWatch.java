package io.headcount.analytics.zone;

import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows who stays in one zone. Confined to the thread of its scene.
 *
 * <p>A stay begins with the first anchor inside and is confirmed once anchors were observed inside
 * for the zone's inertia without one outside. It ends when the track was outside or unseen for the
 * exit grace, or its camera began anew; it then lasted from the first to the last anchor inside. A
 * confirmed stay of at least the minimum dwell is a visit, a shorter one a pass-by.
 */
public final class ZoneWatch {

  /**
   * Somebody in the zone. Immutable.
   *
   * @param track who
   * @param enter first observed inside
   * @param lastInside last observed inside
   * @param confirmed whether the inertia is over
   */
  public record Stay(TrackId track, Instant enter, Instant lastInside, boolean confirmed) {}

  /** What ended. Immutable. */
  public sealed interface Ended {
    record Visit(ZoneVisit visit) implements Ended {}

    record PassBy(TrackId track) implements Ended {}
  }

  private final Zone zone;

  /** Bounded: a stay unseen for the exit grace is removed. */
  private final Map<TrackId, Stay> stays = new LinkedHashMap<>();

  /** Whose stay the latest observation confirmed. */
  private final List<TrackId> arrived = new ArrayList<>();

  public ZoneWatch(Zone zone, List<Stay> stays) {
    this.zone = zone;
    stays.forEach(stay -> this.stays.put(stay.track(), stay));
  }

  public Zone zone() {
    return zone;
  }

  public List<Stay> stays() {
    return List.copyOf(stays.values());
  }

  /** The same, as they are at present. */
  Collection<Stay> current() {
    return stays.values();
  }

  Optional<Stay> stay(TrackId track) {
    return Optional.ofNullable(stays.get(track));
  }

  /** Those whose stay the latest observation confirmed; to be read before the next one. */
  public List<TrackId> arrived() {
    return arrived;
  }

  /** People whose stay is confirmed and has not ended. */
  public int present() {
    return (int) stays.values().stream().filter(Stay::confirmed).count();
  }

  /** Takes in who was observed at a moment, not before the previous one. */
  public List<Ended> observe(Instant at, List<TrackedBox> people) {
    List<Ended> ended = timeTo(at);
    arrived.clear();
    for (TrackedBox person : people) {
      boolean inside = zone.polygon().contains(zone.anchor().of(person.box()));
      Stay stay = stays.get(person.track());
      if (inside) {
        Instant enter = stay == null ? at : stay.enter();
        boolean before = stay != null && stay.confirmed();
        boolean confirmed = before || Duration.between(enter, at).compareTo(zone.inertia()) >= 0;
        if (confirmed && !before) {
          arrived.add(person.track());
        }
        stays.put(person.track(), new Stay(person.track(), enter, at, confirmed));
      } else if (stay != null && !stay.confirmed()) {
        stays.remove(person.track());
      }
    }
    return ended;
  }

  /** How many of these people are inside now, whether confirmed or not. */
  public int inside(List<TrackedBox> people) {
    return (int)
        people.stream()
            .filter(person -> zone.polygon().contains(zone.anchor().of(person.box())))
            .count();
  }

  /** Lets time pass without an observation. */
  public List<Ended> timeTo(Instant at) {
    List<Ended> ended = new ArrayList<>();
    for (Iterator<Stay> each = stays.values().iterator(); each.hasNext(); ) {
      Stay stay = each.next();
      if (Duration.between(stay.lastInside(), at).compareTo(zone.exitGrace()) > 0) {
        each.remove();
        end(stay, ended);
      }
    }
    return ended;
  }

  /** All tracks have ended. */
  public List<Ended> endAll() {
    List<Ended> ended = new ArrayList<>();
    stays.values().forEach(stay -> end(stay, ended));
    stays.clear();
    return ended;
  }

  private void end(Stay stay, List<Ended> ended) {
    if (!stay.confirmed()) {
      return;
    }
    ZoneVisit visit = new ZoneVisit(zone.id(), stay.track(), stay.enter(), stay.lastInside());
    boolean longEnough = visit.dwell().compareTo(zone.minDwell()) >= 0;
    ended.add(longEnough ? new Ended.Visit(visit) : new Ended.PassBy(stay.track()));
  }
}
