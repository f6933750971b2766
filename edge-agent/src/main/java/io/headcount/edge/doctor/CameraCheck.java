package io.headcount.edge.doctor;

import io.headcount.edge.capture.CameraProbe.Report;
import io.headcount.edge.capture.CaptureException;
import io.headcount.edge.capture.VideoSource;
import io.headcount.edge.capture.VideoSource.UsbCamera;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.mounting.PictureCheck;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** One camera is opened and gives pictures in which people can be seen. */
final class CameraCheck implements Check {
  private final CameraConfig camera;
  private final BooleanSupplier agentRuns;
  private final Function<VideoSource, Report> probe;

  /**
   * @param agentRuns a USB camera can be opened by one program only
   * @param probe opens it for a moment
   */
  CameraCheck(CameraConfig camera, BooleanSupplier agentRuns, Function<VideoSource, Report> probe) {
    this.camera = camera;
    this.agentRuns = agentRuns;
    this.probe = probe;
  }

  @Override
  public String name() {
    return "camera " + camera.id();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Finding run() {
    if (!camera.enabled()) {
      return Finding.ok(name(), "not enabled, not opened");
    }
    if (camera.source() instanceof UsbCamera && agentRuns.getAsBoolean()) {
      return Finding.ok(name(), camera.source() + " is left to the running agent");
    }
    try {
      return seen(probe.apply(camera.source()));
    } catch (CaptureException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return Finding.fail(name(), "gives no picture: " + reason, String.valueOf(e.getMessage()));
    }
  }

  private Finding seen(Report report) {
    String found =
        String.format(
            Locale.ROOT,
            "%dx%d %s, %d frames in %.1f s",
            report.info().width(),
            report.info().height(),
            report.info().codec(),
            report.frames(),
            report.watched().toMillis() / 1000.0);
    if (report.decodeErrors() > 0) {
      return Finding.warn(
          name(),
          found + ", damaged: " + report.decodeErrors(),
          "look at its cable and network: pictures arrive broken");
    }
    return report.quality().map(PictureCheck::of).orElse(List.of()).stream()
        .findFirst()
        .map(
            one ->
                Finding.warn(
                    name(),
                    "%s, %s (%s)".formatted(found, one.trouble().words(), one.measured()),
                    one.trouble().cure()))
        .orElseGet(() -> Finding.ok(name(), found));
  }
}
