package io.headcount.edge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class LatestFrameSlotTest {
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void theLatestFrameWinsAndTheReplacedOneIsClosedAndCounted() throws InterruptedException {
    try (LatestFrameSlot slot = new LatestFrameSlot()) {
      Frame first = frame(1);
      slot.put(first);
      slot.put(frame(2));
      assertThat(first.pixels().isNull()).isTrue();
      assertThat(slot.dropped()).isEqualTo(1);
      try (Frame taken = slot.take(SOON).orElseThrow()) {
        assertThat(taken.index()).isEqualTo(2);
        assertThat(taken.pixels().isNull()).isFalse();
      }
      assertThat(slot.take(SOON)).isEmpty();
      assertThat(slot.dropped()).isEqualTo(1);
    }
  }

  @Test
  void aTakerWaitsForAFrame() throws InterruptedException {
    try (LatestFrameSlot slot = new LatestFrameSlot()) {
      Thread producer = Thread.ofPlatform().start(() -> slot.put(frame(7)));
      Optional<Frame> taken = slot.take(LONG);
      assertThat(taken.map(Frame::index)).contains(7L);
      taken.ifPresent(Frame::close);
      producer.join();
    }
  }

  @Test
  void closingFreesTheWaitingFrameAndThoseThatComeLater() throws InterruptedException {
    LatestFrameSlot slot = new LatestFrameSlot();
    Frame waiting = frame(1);
    slot.put(waiting);
    slot.close();
    assertThat(waiting.pixels().isNull()).isTrue();
    Frame late = frame(2);
    slot.put(late);
    assertThat(late.pixels().isNull()).isTrue();
    assertThat(slot.take(LONG)).isEmpty();
  }

  @Test
  void closingWakesTheTaker() throws Exception {
    LatestFrameSlot slot = new LatestFrameSlot();
    CompletableFuture<Boolean> taker =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return slot.take(LONG).isEmpty();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    slot.close();
    assertThat(taker).succeedsWithin(LONG).isEqualTo(true);
  }

  @Test
  void aThousandFramesLeaveNothingBehind() throws InterruptedException {
    long before = Pointer.totalBytes();
    long taken = 0;
    try (LatestFrameSlot slot = new LatestFrameSlot()) {
      Thread producer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 1; n <= 1000; n++) {
                      slot.put(frame(n));
                    }
                  });
      long last = 0;
      while (last < 1000) {
        try (Frame frame = slot.take(LONG).orElseThrow()) {
          assertThat(frame.index()).isGreaterThan(last);
          last = frame.index();
          taken++;
        }
      }
      producer.join();
      assertThat(taken + slot.dropped()).isEqualTo(1000);
    }
    assertThat(Pointer.totalBytes()).isEqualTo(before);
  }

  private static Frame frame(long index) {
    Mat pixels = Clips.picture(64, 48, 5);
    return new Frame(pixels, Instant.EPOCH, index);
  }
}
