package io.headcount.edge.count;

import io.headcount.analytics.geometry.Anchor;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where in the picture the feet of people are first and last seen, on a coarse grid for each
 * camera. Confined to one thread. A line does badly there: who appears on it has never crossed it.
 */
public final class TrackEnds {
  public static final int COLUMNS = 32;
  public static final int ROWS = 18;

  /** Unseen for so long, a track has ended. */
  private static final Duration GONE = Duration.ofSeconds(10);

  /** More than ever walk in one picture; beyond it, tracks are left out. */
  private static final int MOST_OPEN = 2_000;

  /** As many as there are cameras. */
  private final Map<CameraId, Camera> cameras = new TreeMap<>();

  /**
   * One camera's map; cells go row by row from the top left. Immutable.
   *
   * @param tracks that began and ended
   */
  public record Grid(List<Integer> starts, List<Integer> ends, long tracks) {
    public static final Grid EMPTY =
        new Grid(Collections.nCopies(COLUMNS * ROWS, 0), Collections.nCopies(COLUMNS * ROWS, 0), 0);

    public Grid {
      starts = List.copyOf(starts);
      ends = List.copyOf(ends);
    }
  }

  private record Open(Point first, Point last, Instant seen) {}

  private static final class Camera {
    private final Map<TrackId, Open> open = new HashMap<>();
    private final int[] starts = new int[COLUMNS * ROWS];
    private final int[] ends = new int[COLUMNS * ROWS];
    private long tracks;
    private Instant swept = Instant.MIN;
  }

  /** Takes in the next entry. */
  public void apply(JournalEntry entry) {
    switch (entry) {
      case JournalEntry.Observed(var id, var observation) -> {
        Camera camera = cameras.computeIfAbsent(id, _ -> new Camera());
        observation.people().forEach(person -> seen(camera, person, observation.at()));
        sweep(camera, observation.at());
      }
      case JournalEntry.Unobserved(var id, var at) ->
          Optional.ofNullable(cameras.get(id)).ifPresent(camera -> sweep(camera, at));
      // they did not end in the picture, the program did
      case JournalEntry.Started _ -> cameras.values().forEach(camera -> camera.open.clear());
      case JournalEntry.Changed _ -> {
        // people walk on
      }
    }
  }

  private static void seen(Camera camera, TrackedBox person, Instant at) {
    Point foot = Anchor.BOTTOM_CENTER.of(person.box());
    Open known = camera.open.get(person.track());
    if (known != null) {
      camera.open.put(person.track(), new Open(known.first(), foot, at));
    } else if (camera.open.size() < MOST_OPEN) {
      camera.open.put(person.track(), new Open(foot, foot, at));
    }
  }

  private static void sweep(Camera camera, Instant now) {
    if (now.isBefore(camera.swept)) {
      return;
    }
    camera.swept = now.plusSeconds(1);
    Iterator<Open> all = camera.open.values().iterator();
    while (all.hasNext()) {
      Open track = all.next();
      if (Duration.between(track.seen(), now).compareTo(GONE) > 0) {
        all.remove();
        camera.starts[cell(track.first())]++;
        camera.ends[cell(track.last())]++;
        camera.tracks++;
      }
    }
  }

  private static int cell(Point point) {
    int column = Math.clamp((long) Math.floor(point.x() * COLUMNS), 0, COLUMNS - 1);
    int row = Math.clamp((long) Math.floor(point.y() * ROWS), 0, ROWS - 1);
    return row * COLUMNS + column;
  }

  /** The maps so far. */
  public Map<CameraId, Grid> grids() {
    Map<CameraId, Grid> grids = new TreeMap<>();
    cameras.forEach(
        (id, camera) ->
            grids.put(id, new Grid(boxed(camera.starts), boxed(camera.ends), camera.tracks)));
    return grids;
  }

  private static List<Integer> boxed(int[] cells) {
    return Arrays.stream(cells).boxed().toList();
  }
}
