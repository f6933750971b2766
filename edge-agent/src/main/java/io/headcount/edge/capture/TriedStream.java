package io.headcount.edge.capture;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A camera's second stream beside its main one. Immutable.
 *
 * @param main what the first gives
 * @param stream where the second should be
 * @param found what it gives; empty when it did not open
 * @param fault why it did not; blank when it did
 */
public record TriedStream(
    CameraProbe.Report main,
    SecondStream stream,
    Optional<CameraProbe.Report> found,
    String fault) {
  /** What the network sees of a camera at most, where it chooses by itself, and at first. */
  private static final int ALWAYS_ENOUGH = 640;

  private static final int ENOUGH = 416;

  /** Opens the stream that follows from a source's address; empty when none does. */
  public static Optional<TriedStream> beside(
      VideoSource source, CameraProbe.Report main, CameraProbe probe, CaptureOptions options) {
    return SecondStream.of(source, main.info())
        .map(
            stream -> {
              try {
                CameraProbe.Report found = probe.probe(stream.source(), options);
                return new TriedStream(main, stream, Optional.of(found), "");
              } catch (CaptureException e) {
                return new TriedStream(main, stream, Optional.empty(), text(e));
              }
            });
  }

  private static String text(CaptureException e) {
    return String.valueOf(e.getMessage());
  }

  /** One line. */
  public String words() {
    return found
        .map(
            report ->
                "second stream %d x %d at %s frames/s, %s: %s; %s of the decoding work"
                    .formatted(
                        report.info().width(),
                        report.info().height(),
                        String.format(Locale.ROOT, "%.3g", rate(report)),
                        stream.change(),
                        advice(report),
                        "%.0f %%".formatted(100 * work(report))))
        .orElseGet(() -> "second stream none %s: %s".formatted(stream.change(), fault));
  }

  private String advice(CameraProbe.Report report) {
    int side = longSide(report);
    if (work(report) >= 1) {
      return "not smaller, stay with the main one";
    }
    if (side < ENOUGH) {
      return "less than the %d pixels that the network sees, stay with the main one"
          .formatted(ENOUGH);
    }
    return side < ALWAYS_ENOUGH
        ? "use it where long_side is %d at most".formatted(side / 32 * 32)
        : "use it, the network sees no more";
  }

  private static int longSide(CameraProbe.Report report) {
    return Math.max(report.info().width(), report.info().height());
  }

  /** Pixels a second, against those of the main stream. */
  private double work(CameraProbe.Report report) {
    return pixels(report) / pixels(main);
  }

  private static double pixels(CameraProbe.Report report) {
    return (double) report.info().width() * report.info().height() * rate(report);
  }

  /** As the camera says it, else as it came. */
  private static double rate(CameraProbe.Report report) {
    double said = report.info().framesPerSecond();
    return said > 0 ? said : report.frames() / Math.max(0.001, report.watched().toNanos() / 1e9);
  }

  /** For scripts. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("change", stream.change());
    fields.put("ok", found.isPresent());
    found.ifPresentOrElse(
        report -> {
          fields.put("width", report.info().width());
          fields.put("height", report.info().height());
          fields.put("frames_per_second", rate(report));
          fields.put("codec", report.info().codec());
          fields.put("decoding_share", work(report));
          fields.put("advice", advice(report));
        },
        () -> fields.put("message", fault));
    return fields;
  }
}
