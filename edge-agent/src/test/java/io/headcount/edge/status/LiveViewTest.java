package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final LiveView live = new LiveView(nanos::get);

  static LiveFrame frame(long sequence) {
    return new LiveFrame(
        sequence,
        FakeBox.NOW.plusMillis(sequence * 100),
        768,
        576,
        List.of(new TrackedBox(new TrackId(7), new Box(0.1, 0.2, 0.3, 0.6), 0.8)),
        new Jpeg(new byte[] {1, 2, 3}));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void wantsPicturesOnlyWhileSomebodyWatches() {
    assertThat(live.watched(FakeBox.DOOR)).isFalse();
    live.watch(FakeBox.DOOR);
    assertThat(live.watched(FakeBox.DOOR)).isTrue();
    assertThat(live.watched(FakeBox.STREET)).isFalse();
  }

  @Test
  void theLeaseEndsTenSecondsAfterTheLastRequest() {
    live.watch(FakeBox.DOOR);
    pass(Duration.ofSeconds(6));
    live.watch(FakeBox.DOOR);
    pass(Duration.ofMillis(9_999));
    assertThat(live.watched(FakeBox.DOOR)).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(live.watched(FakeBox.DOOR)).isFalse();
  }

  @Test
  void picturesAreForgottenWithTheLease() {
    live.watch(FakeBox.DOOR);
    live.publish(FakeBox.DOOR, frame(1));
    pass(Duration.ofSeconds(11));
    live.watched(FakeBox.DOOR);

    assertThat(live.frame(FakeBox.DOOR, 1)).isEmpty();
    live.publish(FakeBox.DOOR, frame(2));
    assertThat(live.frame(FakeBox.DOOR, 2)).isEmpty();
  }

  @Test
  void asksForNoMorePicturesThanAreWorthIt() {
    live.watch(FakeBox.DOOR);
    live.publish(FakeBox.DOOR, frame(1));
    assertThat(live.watched(FakeBox.DOOR)).isFalse();
    pass(Duration.ofMillis(LiveView.PAUSE_MILLIS));
    assertThat(live.watched(FakeBox.DOOR)).isTrue();
  }

  @Test
  void keepsTheNewestFour() {
    live.watch(FakeBox.DOOR);
    for (int sequence = 1; sequence <= 6; sequence++) {
      live.publish(FakeBox.DOOR, frame(sequence));
    }
    assertThat(live.frame(FakeBox.DOOR, 2)).isEmpty();
    assertThat(live.frame(FakeBox.DOOR, 3)).isPresent();
    assertThat(live.frame(FakeBox.DOOR, 6)).isPresent();
  }

  @Test
  void aSlowWatcherGetsTheLatestAndMissesTheRest() throws InterruptedException {
    live.watch(FakeBox.DOOR);
    live.publish(FakeBox.DOOR, frame(1));
    assertThat(live.next(FakeBox.DOOR, 0, Duration.ZERO)).contains(frameOf(1));
    for (int sequence = 2; sequence <= 50; sequence++) {
      live.publish(FakeBox.DOOR, frame(sequence));
    }
    assertThat(live.next(FakeBox.DOOR, 1, Duration.ZERO)).contains(frameOf(50));
    assertThat(live.next(FakeBox.DOOR, 50, Duration.ofMillis(5))).isEmpty();
  }

  @Test
  void aSourceThatBeginsAnewIsFollowed() throws InterruptedException {
    live.watch(FakeBox.DOOR);
    live.publish(FakeBox.DOOR, frame(900));
    live.publish(FakeBox.DOOR, frame(1));
    assertThat(live.next(FakeBox.DOOR, 900, Duration.ZERO)).contains(frameOf(1));
    assertThat(live.frame(FakeBox.DOOR, 900)).isEmpty();
  }

  private LiveFrame frameOf(long sequence) {
    return live.frame(FakeBox.DOOR, sequence).orElseThrow();
  }
}
