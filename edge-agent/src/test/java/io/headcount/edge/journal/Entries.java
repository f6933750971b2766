package io.headcount.edge.journal;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.journal.JournalEntry.Observed;
import io.headcount.edge.journal.JournalTailer.Positioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Entries to write, and what a journal holds. */
final class Entries {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final CameraId CAMERA = new CameraId("door");

  private Entries() {}

  /** Entry n, told from all others by its time; on the codec's grid, so it reads back equal. */
  static Observed entry(int n) {
    return entry(n, 3);
  }

  static Observed entry(int n, int people) {
    List<TrackedBox> boxes =
        IntStream.range(0, people)
            .mapToObj(
                i -> new TrackedBox(new TrackId(1 + n + i), new Box(0.25, 0.125, 0.5, 0.75), 1))
            .toList();
    return new Observed(CAMERA, new Observation(NOON.plusMillis(100L * n), boxes));
  }

  static int number(JournalEntry entry) {
    return (int) ((entry.at().toEpochMilli() - NOON.toEpochMilli()) / 100);
  }

  static List<Positioned> read(Journal journal, long after) {
    try (JournalTailer tailer = journal.tailer(after)) {
      List<Positioned> all = new ArrayList<>();
      for (Optional<Positioned> p = tailer.next(); p.isPresent(); p = tailer.next()) {
        all.add(p.get());
      }
      return all;
    }
  }

  static List<Integer> numbers(Journal journal, long after) {
    return read(journal, after).stream().map(p -> number(p.entry())).toList();
  }

  static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
