package io.headcount.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.geometry.Polygon;
import io.headcount.analytics.track.Detection;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.Frame;
import io.headcount.edge.capture.FrameSource;
import io.headcount.edge.capture.StreamInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are looked at before they are asked for. */
@Timeout(30)
class LookAheadTest {
  /** So many frames, then the end or a fault. */
  private static final class Film implements FrameSource {
    private final int length;
    private final boolean breaks;
    private final List<Frame> shown = new ArrayList<>();
    private boolean closed;

    Film(int length, boolean breaks) {
      this.length = length;
      this.breaks = breaks;
    }

    @Override
    public Optional<Frame> next() {
      if (shown.size() < length) {
        Mat pixels = new Mat(4, 4, opencv_core.CV_8UC3);
        shown.add(new Frame(pixels, Instant.EPOCH.plusMillis(shown.size()), shown.size() + 1L));
        return Optional.of(shown.getLast());
      }
      if (breaks) {
        throw new CaptureException(CaptureException.Reason.BROKEN, "the film is torn");
      }
      return Optional.empty();
    }

    @Override
    public StreamInfo info() {
      return new StreamInfo(4, 4, 10, "none");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Sees one person whose score tells the frame's number; odd frames take until the next began. */
  private static class Seer implements Detector {
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch second = new CountDownLatch(2);

    @Override
    public List<Detection> detect(Frame frame, View view) {
      assertThat(frame.pixels().isNull()).isFalse();
      looks.incrementAndGet();
      second.countDown();
      if (frame.index() == 13) {
        throw new DetectorException("thirteen");
      }
      return List.of(new Detection(new Box(0.1, 0.1, 0.2, 0.2), frame.index() / 100.0));
    }

    @Override
    public DetectorInfo info() {
      return new DetectorInfo("seer 1", "none", "cpu", "none", 1, 1);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void givesEachFrameInOrderWithItsOwnPeople(int lanes) {
    Film film = new Film(12, false);
    Seer seer = new Seer();
    int count = 0;
    try (LookAhead ahead = new LookAhead(film, seer, View.whole(), lanes)) {
      for (Optional<Frame> next = ahead.next(); next.isPresent(); next = ahead.next()) {
        try (Frame frame = next.get()) {
          count++;
          assertThat(frame.index()).isEqualTo(count);
          assertThat(ahead.detect(frame))
              .singleElement()
              .extracting(Detection::score)
              .isEqualTo(count / 100.0);
        }
      }
      assertThat(ahead.next()).isEmpty();
    }
    assertThat(count).isEqualTo(12);
    assertThat(seer.looks).hasValue(12);
    assertThat(film.closed).isTrue();
  }

  @Test
  void looksBeforeItIsAsked() throws InterruptedException {
    Seer seer = new Seer();
    try (LookAhead ahead = new LookAhead(new Film(9, false), seer, View.whole(), 2)) {
      assertThat(seer.second.await(20, TimeUnit.SECONDS)).isTrue();
      ahead.next().ifPresent(Frame::close);
    }
  }

  @Test
  void looksAnewWhereAnotherRegionIsMeant() {
    Seer seer = new Seer();
    Polygon corner = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)));
    try (LookAhead ahead = new LookAhead(new Film(1, false), seer, View.whole(), 1);
        Frame frame = ahead.next().orElseThrow()) {
      ahead.detect(frame);
      assertThat(seer.looks).hasValue(1);
      ahead.detect(frame, View.of(Optional.of(corner)));
      assertThat(seer.looks).hasValue(2);
    }
  }

  @Test
  void faultsComeWithTheirFrame() {
    try (LookAhead ahead = new LookAhead(new Film(14, true), new Seer(), View.whole(), 3)) {
      for (int i = 1; i <= 14; i++) {
        try (Frame frame = ahead.next().orElseThrow()) {
          if (i == 13) {
            assertThatThrownBy(() -> ahead.detect(frame)).hasMessage("thirteen");
          } else {
            assertThat(ahead.detect(frame)).hasSize(1);
          }
        }
      }
      assertThatThrownBy(ahead::next)
          .isInstanceOf(CaptureException.class)
          .hasMessage("the film is torn");
    }
  }

  @Test
  void freesWhatNobodyFetched() {
    Film film = new Film(20, false);
    try (LookAhead ahead = new LookAhead(film, new Seer(), View.whole(), 4)) {
      ahead.next().ifPresent(Frame::close);
    }
    assertThat(film.closed).isTrue();
    assertThat(film.shown).hasSizeBetween(1, 10).allMatch(frame -> frame.pixels().isNull());
  }
}
