package io.headcount.edge.setup;

import io.headcount.edge.capture.CameraProbe;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.CaptureOptions;
import io.headcount.edge.capture.Ticker;
import io.headcount.edge.capture.TriedStream;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSources;
import io.headcount.edge.config.ConfigWriter;
import io.headcount.edge.mounting.PictureCheck;
import io.headcount.edge.status.Jpeg;
import io.headcount.edge.status.JpegEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Tries cameras for the page, two at a time at most, each on a thread of its own ({@code
 * camera-test}). Thread-safe. The picture it shows is never kept.
 */
final class Probes {
  private static final int AT_A_TIME = 2;

  private final Semaphore free = new Semaphore(AT_A_TIME);
  private final JpegEncoder encoder = new JpegEncoder();
  private final BooleanSupplier privacy;

  /**
   * @param privacy whether no picture may leave the box
   */
  Probes(BooleanSupplier privacy) {
    this.privacy = privacy;
  }

  /**
   * What was seen. Immutable.
   *
   * @param ok whether there is a picture
   * @param reason a word for what is wrong; empty when nothing is
   * @param message what is wrong and the cure; empty when nothing is
   * @param framesPerSecond as the camera says, else as they came
   * @param findings what is wrong with the picture
   * @param decodeErrors pictures with faults
   * @param secondStream a smaller stream of the same camera
   * @param picture a JPEG, in Base64; empty while no picture may leave the box
   */
  record Seen(
      boolean ok,
      String reason,
      String message,
      int width,
      int height,
      double framesPerSecond,
      String codec,
      long firstFrameMillis,
      List<MountingForm.Found> findings,
      long decodeErrors,
      Optional<Second> secondStream,
      Optional<String> picture) {}

  /** A smaller stream: whether it opens, where it is, and what is to be said of it. */
  record Second(boolean ok, String address, String text) {}

  /** Empty when too many are being tried. */
  Optional<Seen> look(VideoSource source) {
    if (!free.tryAcquire()) {
      return Optional.empty();
    }
    try {
      CompletableFuture<Seen> seen = new CompletableFuture<>();
      Thread.ofPlatform()
          .name("camera-test")
          .start(() -> seen.completeAsync(() -> seen(source), Runnable::run));
      return Optional.of(seen.join());
    } catch (CompletionException e) {
      return Optional.of(failed("broken", "the test met a fault: " + e.getMessage()));
    } finally {
      free.release();
    }
  }

  private Seen seen(VideoSource source) {
    CameraProbe probe = new CameraProbe(VideoSources.system(), Ticker.system());
    AtomicReference<Optional<Jpeg>> picture = new AtomicReference<>(Optional.empty());
    try {
      CameraProbe.Report report =
          probe.probe(
              source,
              CaptureOptions.DEFAULT,
              frame -> picture.set(Optional.of(encoder.encode(frame))));
      double said = report.info().framesPerSecond();
      double came = report.frames() / Math.max(0.001, report.watched().toNanos() / 1e9);
      Optional<Second> second =
          TriedStream.beside(source, report, probe, CaptureOptions.DEFAULT)
              .map(
                  tried ->
                      new Second(
                          tried.found().isPresent(),
                          ConfigWriter.address(tried.stream().source()),
                          tried.words()));
      return new Seen(
          true,
          "",
          "",
          report.info().width(),
          report.info().height(),
          said > 0 ? said : came,
          report.info().codec(),
          report.firstFrame().toMillis(),
          MountingForm.Found.of(report.quality().map(PictureCheck::of).orElse(List.of())),
          report.decodeErrors(),
          second,
          picture
              .get()
              .filter(_ -> !privacy.getAsBoolean())
              .map(jpeg -> Base64.getEncoder().encodeToString(jpeg.bytes())));
    } catch (CaptureException e) {
      return failed(word(e.reason()), String.valueOf(e.getMessage()));
    }
  }

  private static Seen failed(String reason, String message) {
    return new Seen(
        false, reason, message, 0, 0, 0, "", 0, List.of(), 0, Optional.empty(), Optional.empty());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
