package io.headcount.edge.count;

import io.headcount.analytics.line.Direction;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.edge.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts a stretch of the journal twice: with the lines and zones of before and with those of
 * after. Confined to one thread. Keeps sums only, as many as there are lines and zones; cameras
 * that are the same before and after are left out.
 */
public final class Recount {
  private static final String THROUGHOUT = "recount";

  private final Instant from;
  private final Side before;
  private final Side after;

  /** What a line counted. */
  public record LineSum(long in, long out) {}

  /** What a zone measured: visits that ended, and how long they took together. */
  public record ZoneSum(long visits, double dwellSeconds) {}

  /** One line, before and after; absent where there was none of that name. */
  public record Line(String camera, String id, Optional<LineSum> before, Optional<LineSum> after) {}

  /** One zone, before and after; absent where there was none of that name. */
  public record Zone(String camera, String id, Optional<ZoneSum> before, Optional<ZoneSum> after) {}

  private record Key(CameraId camera, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int cameras = camera.compareTo(other.camera);
      return cameras != 0 ? cameras : id.compareTo(other.id);
    }
  }

  /**
   * @param from entries before it are not counted
   */
  public Recount(Instant from, List<Scene> before, List<Scene> after) {
    this.from = from;
    this.before = new Side(from, before.stream().filter(one -> !after.contains(one)).toList());
    this.after = new Side(from, after.stream().filter(one -> !before.contains(one)).toList());
  }

  public void apply(JournalEntry entry) {
    if (!entry.at().isBefore(from)) {
      before.apply(entry);
      after.apply(entry);
    }
  }

  /** By camera and name. */
  public List<Line> lines() {
    TreeSet<Key> keys = new TreeSet<>(before.lines.keySet());
    keys.addAll(after.lines.keySet());
    List<Line> all = new ArrayList<>();
    for (Key key : keys) {
      all.add(
          new Line(
              key.camera().value(),
              key.id(),
              Optional.ofNullable(before.lines.get(key)),
              Optional.ofNullable(after.lines.get(key))));
    }
    return all;
  }

  /** By camera and name. */
  public List<Zone> zones() {
    TreeSet<Key> keys = new TreeSet<>(before.zones.keySet());
    keys.addAll(after.zones.keySet());
    List<Zone> all = new ArrayList<>();
    for (Key key : keys) {
      all.add(
          new Zone(
              key.camera().value(),
              key.id(),
              Optional.ofNullable(before.zones.get(key)),
              Optional.ofNullable(after.zones.get(key))));
    }
    return all;
  }

  /** One of the two ways to count. */
  private static final class Side {
    private final Counting counting;
    private final Map<Key, LineSum> lines = new TreeMap<>();
    private final Map<Key, ZoneSum> zones = new TreeMap<>();

    private Side(Instant from, List<Scene> scenes) {
      counting = new Counting(_ -> scenes, CountingState.EMPTY);
      counting.apply(new JournalEntry.Started(from, THROUGHOUT));
      for (Scene scene : scenes) {
        scene.lines().forEach(line -> lines.put(key(scene, line.id()), new LineSum(0, 0)));
        scene.zones().forEach(zone -> zones.put(key(scene, zone.id()), new ZoneSum(0, 0)));
      }
    }

    private static Key key(Scene scene, String id) {
      return new Key(scene.camera(), id);
    }

    private void apply(JournalEntry entry) {
      JournalEntry read =
          switch (entry) {
            case JournalEntry.Started(var at, var _) -> new JournalEntry.Started(at, THROUGHOUT);
            case JournalEntry.Changed(var at, var _) -> new JournalEntry.Changed(at, THROUGHOUT);
            case JournalEntry.Observed observed -> observed;
            case JournalEntry.Unobserved unobserved -> unobserved;
          };
      counting.apply(read).forEach(this::add);
    }

    private void add(Counted counted) {
      switch (counted.event()) {
        case SceneEvent.LineCrossed(var crossing) -> {
          boolean in = crossing.direction() == Direction.IN;
          lines.computeIfPresent(
              new Key(counted.camera(), crossing.line()),
              (_, sum) -> new LineSum(sum.in() + (in ? 1 : 0), sum.out() + (in ? 0 : 1)));
        }
        case SceneEvent.ZoneVisited(var visit) ->
            zones.computeIfPresent(
                new Key(counted.camera(), visit.zone()),
                (_, sum) ->
                    new ZoneSum(
                        sum.visits() + 1, sum.dwellSeconds() + visit.dwell().toNanos() / 1e9));
        case SceneEvent.WindowClosed _ -> {
          // its numbers came one by one
        }
      }
    }
  }
}
