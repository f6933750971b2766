package io.headcount.edge.count;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.geometry.Segment;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.analytics.zone.Zone;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Journals of people who walk to and fro before two cameras, the same for the same seed. */
public final class Walkers {
  public static final CameraId DOOR = new CameraId("door");
  public static final CameraId TILL = new CameraId("till");
  public static final Instant MORNING = Instant.parse("2026-03-02T09:00:10Z");
  private static final Duration STEP = Duration.ofMillis(200);

  /** How many walk before a camera, each with a period and a phase of their own. */
  private static final int PEOPLE = 4;

  private Walkers() {}

  /** A line down the middle of the picture and a zone on its right. */
  public static Scene scene(CameraId camera) {
    return scene(camera, 0.5);
  }

  /** The same with the line elsewhere. */
  public static Scene scene(CameraId camera, double x) {
    return new Scene(
        camera,
        List.of(CountingLine.of("main", new Segment(new Point(x, 0), new Point(x, 1)))),
        List.of(
            Zone.of(
                "shelf",
                ZoneType.PRODUCT,
                new Polygon(
                    List.of(
                        new Point(0.6, 0.2),
                        new Point(1, 0.2),
                        new Point(1, 1),
                        new Point(0.6, 1))))));
  }

  public static JournalEntry.Started started(Instant at, String revision) {
    return new JournalEntry.Started(at, revision);
  }

  /** What a camera sees at a moment; who is seen depends on nothing else. */
  public static JournalEntry.Observed seen(CameraId camera, Instant at) {
    double seconds = Duration.between(Instant.EPOCH, at).toMillis() / 1e3;
    List<TrackedBox> people = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      double period = 14 + 5 * person + (camera.equals(DOOR) ? 0 : 3);
      double phase = seconds / period + 0.3 * person;
      // a new track each time they come round
      long track = 10 * Math.floorMod((long) Math.floor(phase), 1_000_000_000L) + person + 1;
      double x = 0.5 - 0.4 * Math.cos(2 * Math.PI * (phase - Math.floor(phase)));
      people.add(
          new TrackedBox(new TrackId(track), Box.around(x, 0.2 + 0.15 * person, 0.05, 0.2), 1));
    }
    return new JournalEntry.Observed(camera, new Observation(at, people));
  }

  /** Both cameras for so long, five frames a second. */
  public static List<JournalEntry> walk(Instant from, Duration time) {
    List<JournalEntry> entries = new ArrayList<>();
    for (Instant at = from; at.isBefore(from.plus(time)); at = at.plus(STEP)) {
      entries.add(seen(DOOR, at));
      entries.add(seen(TILL, at.plusMillis(70)));
    }
    return entries;
  }

  /** Minutes with restarts, gaps, quiet cameras and cameras that no configuration knows. */
  public static List<JournalEntry> random(long seed, Duration time, List<String> revisions) {
    Random random = new Random(seed);
    List<JournalEntry> entries = new ArrayList<>();
    entries.add(started(MORNING, revisions.getFirst()));
    Instant at = MORNING;
    while (at.isBefore(MORNING.plus(time))) {
      at = at.plusMillis(100 + random.nextInt(150));
      int dice = random.nextInt(1000);
      if (dice < 4) {
        at = at.plusMillis(random.nextInt(20_000));
        entries.add(started(at, revisions.get(random.nextInt(revisions.size()))));
      } else if (dice < 8) {
        at = at.plusMillis(random.nextInt(90_000));
      } else if (dice < 40) {
        entries.add(new JournalEntry.Unobserved(random.nextBoolean() ? DOOR : TILL, at));
      } else if (dice < 60) {
        entries.add(seen(new CameraId("nobody-knows"), at));
      } else {
        entries.add(seen(random.nextBoolean() ? DOOR : TILL, at));
      }
    }
    return entries;
  }
}
