package io.headcount.edge.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.contract.ReportedConfig.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DesiredConfigTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

  @TempDir Path folder;

  @Test
  void withoutAnyTheBoxRunsItsOwnFile() {
    DesiredConfig desired = open();

    assertThat(desired.text()).isEmpty();
    assertThat(desired.reported().state()).isEqualTo(State.LOCAL);
  }

  @Test
  void aTrialThatIsConfirmedStays() {
    DesiredConfig desired = open();
    desired.stage(7, "cameras: []", "abc");
    assertThat(desired.onTrial()).isTrue();
    desired.confirm();

    DesiredConfig later = open();

    assertThat(later.text()).contains("cameras: []");
    assertThat(later.onTrial()).isFalse();
    assertThat(later.reported().serial()).isEqualTo(7);
    assertThat(later.reported().state()).isEqualTo(State.APPLIED);
  }

  @Test
  void whatWasThereBeforeATrialComesBack() {
    DesiredConfig desired = open();
    desired.stage(7, "good", "abc");
    desired.confirm();
    desired.stage(8, "bad", "def");
    assertThat(desired.text()).contains("bad");

    desired.rollBack(List.of("door: no picture within 2 minutes"));

    assertThat(desired.text()).contains("good");
    assertThat(desired.reported().state()).isEqualTo(State.ROLLED_BACK);
    assertThat(desired.reported().serial()).isEqualTo(8);
    assertThat(open().text()).contains("good");
  }

  @Test
  void aTrialThatTheProgramDidNotLiveThroughHasFailed() {
    open().stage(9, "kills the agent", "abc");

    DesiredConfig after = open();

    assertThat(after.text()).isEmpty();
    assertThat(after.reported().state()).isEqualTo(State.ROLLED_BACK);
    assertThat(after.reported().reasons())
        .containsExactly("the agent ended while this configuration was on trial");
  }

  @Test
  void aRejectedOneChangesNothing() {
    DesiredConfig desired = open();
    desired.stage(7, "good", "abc");
    desired.confirm();

    desired.reject(8, "abc", List.of("line 3: 'camras' is not a known key"));

    assertThat(desired.text()).contains("good");
    assertThat(open().reported().state()).isEqualTo(State.REJECTED);
  }

  @Test
  void aDamagedReportDoesNotStopTheBox() throws IOException {
    DesiredConfig desired = open();
    desired.stage(7, "good", "abc");
    desired.confirm();
    Files.writeString(folder.resolve("reported.json"), "{\"v\":1,");

    assertThat(open().text()).contains("good");
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DesiredConfig.open(file.resolve("sub"), CLOCK))
        .isInstanceOf(DesiredException.class)
        .hasMessageContaining("file/sub")
        .hasMessageContaining("writable");
  }

  private DesiredConfig open() {
    return DesiredConfig.open(folder, CLOCK);
  }
}
