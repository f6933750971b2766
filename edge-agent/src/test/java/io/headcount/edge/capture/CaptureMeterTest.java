package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.capture.CaptureStatus.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CaptureMeterTest {
  private final FakeTime time = new FakeTime();
  private final CaptureMeter meter = new CaptureMeter(time, time);

  @Test
  void whatNeverGaveAPictureIsSilentSinceItsBeginning() {
    for (int attempt = 0; attempt < 50; attempt++) {
      meter.connecting(attempt > 0);
      time.forward(Duration.ofSeconds(3));
      meter.failed(false, "nothing listens there: check the port");
      time.forward(Duration.ofSeconds(20));
    }
    CaptureStatus status = meter.status(0);
    assertThat(status.state()).isEqualTo(State.BACKING_OFF);
    assertThat(status.since()).isEqualTo(FakeTime.START);
    assertThat(status.lost()).isEqualTo(Duration.ofSeconds(50 * 23));
  }

  @Test
  void anOutageBeginsOnceAndEndsWithTheFirstPicture() {
    meter.connecting(false);
    time.forward(Duration.ofSeconds(2));
    meter.received(time.instant(), 0);
    assertThat(meter.status(0).since()).isEqualTo(FakeTime.START.plusSeconds(2));
    time.forward(Duration.ofSeconds(60));
    meter.received(time.instant(), 0);
    time.forward(Duration.ofSeconds(10));
    meter.failed(true, "no picture for 10 s: look at the camera");
    time.forward(Duration.ofSeconds(5));
    meter.connecting(true);
    time.forward(Duration.ofSeconds(5));
    meter.failed(false, "the camera closed the connection: look at its log");
    time.forward(Duration.ofSeconds(5));
    assertThat(meter.status(0).since()).isEqualTo(FakeTime.START.plusSeconds(72));
    meter.connecting(true);
    meter.received(time.instant(), 0);
    assertThat(meter.status(0).since()).isEqualTo(FakeTime.START.plusSeconds(87));
  }
}
