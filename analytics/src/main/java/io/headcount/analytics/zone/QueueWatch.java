package io.headcount.analytics.zone;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows how waits in one queue zone end, on a camera that has a service zone too. Confined to the
 * thread of its scene.
 *
 * <p>A wait begins with the stay in the queue zone, once that is confirmed. It ends served with the
 * stay in a service zone, once that is confirmed, at the latest {@link #REACH} after the last
 * anchor in the queue. Else it ends abandoned with the last anchor in the queue, if it was as long
 * as a visit: who only walked through has not waited. Somebody who was lost from sight in the
 * middle of the queue has not left it, as far as anybody knows: that wait is told as neither.
 */
public final class QueueWatch {
  /** How long the way from the queue to the service may take. */
  public static final Duration REACH = Duration.ofSeconds(10);

  /** A box that is so near to the picture's edge may leave by it. */
  private static final double EDGE = 0.01;

  /**
   * Somebody who waits, or has waited. Immutable.
   *
   * @param since first anchor in the queue
   * @param lastInside last anchor in the queue
   * @param left whether they were last observed outside the queue, or at the picture's edge
   * @param served whether the wait has ended so
   */
  public record Wait(
      TrackId track, Instant since, Instant lastInside, boolean left, boolean served) {}

  /** How a wait ended. Immutable. */
  public record Ended(Duration waited, boolean served) {}

  private static final class Waiting {
    private final Instant since;
    private Instant lastInside;
    private boolean left;
    private boolean served;

    Waiting(Instant since, Instant lastInside, boolean left, boolean served) {
      this.since = since;
      this.lastInside = lastInside;
      this.left = left;
      this.served = served;
    }
  }

  private final ZoneWatch queue;
  private final List<ZoneWatch> services;

  /** Bounded: who is not in the queue any more is removed after the reach. */
  private final Map<TrackId, Waiting> waits = new LinkedHashMap<>();

  /**
   * @param queue told before this of each moment
   * @param services told before this too
   */
  public QueueWatch(ZoneWatch queue, List<ZoneWatch> services, List<Wait> waits) {
    this.queue = queue;
    this.services = List.copyOf(services);
    waits.forEach(
        w ->
            this.waits.put(
                w.track(), new Waiting(w.since(), w.lastInside(), w.left(), w.served())));
  }

  public List<Wait> waits() {
    List<Wait> all = new ArrayList<>(waits.size());
    waits.forEach((id, w) -> all.add(new Wait(id, w.since, w.lastInside, w.left, w.served)));
    return all;
  }

  /** Takes in who was observed at a moment, not before the previous one. */
  public List<Ended> observe(Instant at, List<TrackedBox> people) {
    for (ZoneWatch.Stay stay : queue.current()) {
      if (stay.confirmed() && !waits.containsKey(stay.track()) && service(stay.track()).isEmpty()) {
        waits.put(stay.track(), new Waiting(stay.enter(), stay.lastInside(), false, false));
      }
    }
    if (waits.isEmpty()) {
      return List.of();
    }
    for (TrackedBox person : people) {
      Waiting waiting = waits.get(person.track());
      if (waiting != null) {
        boolean inside =
            queue.stay(person.track()).filter(stay -> stay.lastInside().equals(at)).isPresent();
        if (inside) {
          waiting.lastInside = at;
        }
        waiting.left = !inside || atEdge(person.box());
      }
    }
    return timeTo(at);
  }

  private static boolean atEdge(Box box) {
    return box.left() < EDGE
        || box.top() < EDGE
        || box.right() > 1 - EDGE
        || box.bottom() > 1 - EDGE;
  }

  /** Lets time pass without an observation. */
  public List<Ended> timeTo(Instant at) {
    List<Ended> ended = new ArrayList<>();
    for (Iterator<Map.Entry<TrackId, Waiting>> each = waits.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<TrackId, Waiting> entry = each.next();
      Waiting waiting = entry.getValue();
      boolean inQueue = queue.stay(entry.getKey()).isPresent();
      if (!waiting.served) {
        Optional<ZoneWatch.Stay> service = service(entry.getKey());
        if (service.isPresent()) {
          waiting.served = true;
          Duration wait = Duration.between(waiting.since, service.get().enter());
          ended.add(new Ended(wait.isNegative() ? Duration.ZERO : wait, true));
        }
      }
      boolean over = Duration.between(waiting.lastInside, at).compareTo(REACH) > 0;
      if (!inQueue && (waiting.served || over)) {
        each.remove();
        Duration wait = Duration.between(waiting.since, waiting.lastInside);
        if (!waiting.served && waiting.left && wait.compareTo(queue.zone().minDwell()) >= 0) {
          ended.add(new Ended(wait, false));
        }
      }
    }
    return ended;
  }

  /** All tracks have ended; nobody saw how their waits did. */
  public void endAll() {
    waits.clear();
  }

  private Optional<ZoneWatch.Stay> service(TrackId track) {
    for (ZoneWatch service : services) {
      Optional<ZoneWatch.Stay> stay = service.stay(track).filter(ZoneWatch.Stay::confirmed);
      if (stay.isPresent()) {
        return stay;
      }
    }
    return Optional.empty();
  }
}
