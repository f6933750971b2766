package io.headcount.edge.count;

import static io.headcount.edge.count.CountedBox.REVISION;
import static io.headcount.edge.count.CountedBox.SCENES;
import static io.headcount.edge.count.Walkers.MORNING;
import static io.headcount.edge.count.Walkers.started;
import static io.headcount.edge.count.Walkers.walk;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headcount.analytics.scene.SceneAnalytics;
import io.headcount.analytics.scene.SceneEvent;
import io.headcount.edge.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateCodecTest {
  private final StateCodec codec = new StateCodec();

  @Test
  void aStateIsReadBackWhole() {
    CountingState state = counted(95).state();
    assertThat(state.cameras().values())
        .anySatisfy(camera -> assertThat(camera.whereabouts().marks()).isNotEmpty());
    assertThat(codec.read(codec.write(state))).isEqualTo(state);
  }

  /** As the version before dwells, waits, ways and heat wrote it. */
  @Test
  void aStateOfAnEarlierVersionGoesOn() throws JsonProcessingException {
    Counting counting = counted(95);
    JsonNode tree = new ObjectMapper().readTree(codec.write(counting.state()));
    for (JsonNode camera : tree.path("cameras")) {
      ((ObjectNode) camera).remove(List.of("queues", "legs", "whereabouts"));
      ((ObjectNode) camera.path("minute")).remove("details");
    }
    CountingState read = codec.read(tree.toString());
    for (SceneAnalytics.State camera : read.cameras().values()) {
      assertThat(camera.legs()).isEmpty();
      assertThat(camera.queues()).hasSameSizeAs(camera.zones()).allMatch(List::isEmpty);
    }

    Counting older = new Counting(revision -> SCENES, read);
    List<SceneEvent.WindowClosed> closed = new ArrayList<>();
    for (JournalEntry entry : walk(MORNING.plusSeconds(95), Duration.ofSeconds(100))) {
      older.apply(entry).stream()
          .map(Counted::event)
          .filter(SceneEvent.WindowClosed.class::isInstance)
          .map(SceneEvent.WindowClosed.class::cast)
          .forEach(closed::add);
    }
    assertThat(closed.getFirst().window().heat()).isEmpty();
    assertThat(closed.getLast().window().heat()).isPresent();
  }

  private static Counting counted(int seconds) {
    Counting counting = new Counting(revision -> SCENES, CountingState.EMPTY);
    counting.apply(started(MORNING, REVISION));
    walk(MORNING, Duration.ofSeconds(seconds)).forEach(counting::apply);
    return counting;
  }
}
