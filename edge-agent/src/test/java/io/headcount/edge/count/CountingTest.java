package io.headcount.edge.count;

import static io.headcount.edge.count.Walkers.DOOR;
import static io.headcount.edge.count.Walkers.MORNING;
import static io.headcount.edge.count.Walkers.TILL;
import static io.headcount.edge.count.Walkers.started;
import static io.headcount.edge.count.Walkers.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.analytics.window.MinuteWindow;
import io.headcount.edge.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountingTest {
  private static final Map<String, List<Scene>> BOOK =
      Map.of(
          "both", List.of(Walkers.scene(DOOR), Walkers.scene(TILL)),
          "moved", List.of(Walkers.scene(DOOR, 0.4), Walkers.scene(TILL)),
          "door", List.of(Walkers.scene(DOOR)),
          "till", List.of(Walkers.scene(TILL)));
  private static final List<String> REVISIONS = List.of("both", "moved", "door", "till");

  private final StateCodec codec = new StateCodec();

  private static List<Scene> book(String revision) {
    return BOOK.getOrDefault(revision, List.of());
  }

  private static Counting fresh() {
    return new Counting(CountingTest::book, CountingState.EMPTY);
  }

  private static List<Counted> apply(Counting counting, List<JournalEntry> entries) {
    return entries.stream().flatMap(entry -> counting.apply(entry).stream()).toList();
  }

  private static List<MinuteWindow> windows(CameraId camera, List<Counted> counted) {
    return counted.stream()
        .filter(one -> one.camera().equals(camera))
        .map(Counted::event)
        .filter(SceneEvent.WindowClosed.class::isInstance)
        .map(event -> ((SceneEvent.WindowClosed) event).window())
        .toList();
  }

  private static List<String> names(List<Counted> counted) {
    List<String> names = new ArrayList<>();
    for (CameraId camera : List.of(DOOR, TILL)) {
      windows(camera, counted).forEach(w -> names.add(camera + " " + w.start() + " " + w.part()));
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyCutAndASnapshotThroughJsonGiveTheSame(long seed) {
    List<JournalEntry> journal = Walkers.random(seed, Duration.ofMinutes(12), REVISIONS);
    List<Counted> whole = apply(fresh(), journal);
    assertThat(names(whole)).hasSizeGreaterThan(8).doesNotHaveDuplicates();

    Random random = new Random(seed);
    Counting counting = fresh();
    List<Counted> pieces = new ArrayList<>();
    for (JournalEntry entry : journal) {
      pieces.addAll(counting.apply(entry));
      if (random.nextInt(40) == 0) {
        CountingState state = counting.state();
        CountingState read = codec.read(codec.write(state));
        assertThat(read).isEqualTo(state);
        assertThat(codec.write(read)).isEqualTo(codec.write(state));
        counting = new Counting(CountingTest::book, read);
      }
    }
    assertThat(pieces).isEqualTo(whole);
  }

  @Test
  void textThatIsNoStateIsRefused() {
    assertThatThrownBy(() -> codec.read("[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a counting state");
  }

  @Test
  void crossingsAddUpToTheWindows() {
    List<JournalEntry> journal = new ArrayList<>(List.of(started(MORNING, "both")));
    journal.addAll(walk(MORNING, Duration.ofMinutes(5)));
    journal.add(new JournalEntry.Unobserved(DOOR, MORNING.plus(Duration.ofMinutes(6))));
    journal.add(new JournalEntry.Unobserved(TILL, MORNING.plus(Duration.ofMinutes(6))));
    List<Counted> counted = apply(fresh(), journal);
    for (CameraId camera : List.of(DOOR, TILL)) {
      long crossings =
          counted.stream()
              .filter(one -> one.camera().equals(camera))
              .filter(one -> one.event() instanceof SceneEvent.LineCrossed)
              .count();
      long summed =
          windows(camera, counted).stream()
              .flatMap(window -> window.lines().stream())
              .mapToLong(line -> line.in() + line.out())
              .sum();
      assertThat(summed).isEqualTo(crossings).isGreaterThan(50);
    }
  }

  @Test
  void aRestartInsideAMinuteKeepsItWhole() {
    List<JournalEntry> journal = new ArrayList<>(List.of(started(MORNING, "both")));
    journal.addAll(walk(MORNING, Duration.ofSeconds(20)));
    Instant again = MORNING.plusSeconds(24);
    journal.add(started(again, "both"));
    journal.addAll(walk(again, Duration.ofSeconds(60)));

    MinuteWindow first = windows(DOOR, apply(fresh(), journal)).getFirst();
    assertThat(first.start()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(first.part()).isZero();
    // ten seconds before the start and four at the restart were not observed
    assertThat(first.coverage()).isBetween(0.75, 46.0 / 60);
    assertThat(first.frames()).isEqualTo(100 + 130);
  }

  @Test
  void aChangedSceneCutsTheMinuteInTwoAndTheOtherCameraGoesOn() {
    List<JournalEntry> journal = new ArrayList<>(List.of(started(MORNING, "both")));
    journal.addAll(walk(MORNING, Duration.ofSeconds(20)));
    journal.add(started(MORNING.plusSeconds(20), "moved"));
    journal.addAll(walk(MORNING.plusSeconds(20), Duration.ofSeconds(60)));
    List<Counted> counted = apply(fresh(), journal);

    assertThat(windows(DOOR, counted)).extracting(MinuteWindow::part).containsExactly(0, 1);
    assertThat(windows(DOOR, counted).get(1).lines().getFirst().line())
        .isEqualTo(Walkers.scene(DOOR, 0.4).lines().getFirst());
    assertThat(windows(TILL, counted)).extracting(MinuteWindow::part).containsExactly(0);
    assertThat(counted)
        .filteredOn(one -> one.event() instanceof SceneEvent.WindowClosed)
        .extracting(one -> one.camera() + " " + one.revision())
        .containsExactly("door both", "door moved", "till moved");
  }

  @Test
  void aRemovedCameraClosesItsMinuteAndIsNotCountedAnyMore() {
    List<JournalEntry> journal = new ArrayList<>(List.of(started(MORNING, "both")));
    journal.addAll(walk(MORNING, Duration.ofSeconds(20)));
    journal.add(started(MORNING.plusSeconds(20), "door"));
    journal.addAll(walk(MORNING.plusSeconds(20), Duration.ofMinutes(3)));
    Counting counting = fresh();
    List<Counted> counted = apply(counting, journal);

    assertThat(windows(TILL, counted)).hasSize(1);
    assertThat(windows(DOOR, counted)).hasSize(3);
    counting.apply(started(MORNING.plus(Duration.ofMinutes(4)), "door"));
    assertThat(counting.cameras()).containsOnlyKeys(DOOR);
  }

  @Test
  void aCameraThatComesBackWithinTheMinuteGivesAnotherPartOfIt() {
    List<JournalEntry> journal = new ArrayList<>(List.of(started(MORNING, "both")));
    journal.addAll(walk(MORNING, Duration.ofSeconds(15)));
    journal.add(started(MORNING.plusSeconds(15), "door"));
    journal.addAll(walk(MORNING.plusSeconds(15), Duration.ofSeconds(15)));
    journal.add(started(MORNING.plusSeconds(30), "both"));
    journal.addAll(walk(MORNING.plusSeconds(30), Duration.ofSeconds(60)));

    List<Counted> counted = apply(fresh(), journal);
    assertThat(names(counted)).doesNotHaveDuplicates();
    assertThat(windows(TILL, counted)).extracting(MinuteWindow::frames).containsExactly(75, 100);
  }

  @Test
  void entriesOfUnknownCamerasAndBeforeAnyStartChangeNothing() {
    CameraId unknown = new CameraId("attic");
    Counting counting = fresh();
    assertThat(counting.apply(Walkers.seen(DOOR, MORNING))).isEmpty();
    assertThat(counting.state()).isEqualTo(CountingState.EMPTY);

    counting.apply(started(MORNING, "both"));
    CountingState before = counting.state();
    assertThat(counting.apply(Walkers.seen(unknown, MORNING.plusSeconds(1)))).isEmpty();
    assertThat(counting.apply(new JournalEntry.Unobserved(unknown, MORNING.plusSeconds(200))))
        .isEmpty();
    assertThat(counting.state()).isEqualTo(before);
  }
}
