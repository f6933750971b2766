package io.headcount.edge.doctor;

import io.headcount.edge.detect.Detector;
import io.headcount.edge.detect.DetectorException;
import io.headcount.edge.detect.DetectorInfo;
import io.headcount.edge.detect.DetectorOptions;
import io.headcount.edge.model.ModelException;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.time.Duration;
import java.util.function.Function;

/** The detector as it is configured: model, engine and device. */
final class DetectorCheck implements Check {
  private final DetectorOptions options;
  private final Function<DetectorOptions, Detector> open;

  DetectorCheck(DetectorOptions options, Function<DetectorOptions, Detector> open) {
    this.options = options;
    this.open = open;
  }

  @Override
  public String name() {
    return "detector";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Finding run() {
    try (Detector detector = open.apply(options)) {
      DetectorInfo info = detector.info();
      return Finding.ok(
          name(),
          "%s in %s on %s, asked for engine %s and device %s"
              .formatted(
                  info.model(),
                  info.engine(),
                  info.device(),
                  options.engine().key(),
                  options.device().key()));
    } catch (ModelException | DetectorException | LinkageError e) {
      return Finding.fail(name(), "does not run as configured", String.valueOf(e.getMessage()));
    }
  }
}
