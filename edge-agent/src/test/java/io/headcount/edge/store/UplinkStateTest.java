package io.headcount.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.Leaf;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkStateTest {
  @TempDir private Path dir;

  @Test
  void allOfItOutlivesARestart() {
    Path file = dir.resolve("state.db");
    try (StateDb _ = StateDb.open(file, () -> Minutes.NOON)) {
      try (UplinkState state = UplinkState.open(file)) {
        assertThat(state.lastSerial(Leaf.CMD)).isZero();
        assertThat(state.discoveryTopics()).isEmpty();
        assertThat(state.nextBirthNumber()).isEqualTo(1);
        assertThat(state.nextBirthNumber()).isEqualTo(2);
        state.setSerial(Leaf.CMD, 70);
        state.setSerial(Leaf.CMD, 69);
        state.setSerial(Leaf.CONFIG_DESIRED, 5);
        state.setDiscoveryTopics(Set.of("a", "b"));
        state.setDiscoveryTopics(Set.of("b", "c"));
      }
      try (UplinkState state = UplinkState.open(file)) {
        assertThat(state.nextBirthNumber()).isEqualTo(3);
        assertThat(state.lastSerial(Leaf.CMD)).as("never goes back").isEqualTo(70);
        assertThat(state.lastSerial(Leaf.CONFIG_DESIRED)).isEqualTo(5);
        assertThat(state.discoveryTopics()).containsExactly("b", "c");
        assertThat(state.coarsened()).isZero();
        assertThat(state.evicted()).isZero();
        assertThat(state.storedBytes()).isBetween(4096L, 1L << 20);
        assertThatThrownBy(() -> state.setSerial(Leaf.DATA, 1))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
