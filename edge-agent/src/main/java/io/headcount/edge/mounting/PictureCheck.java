package io.headcount.edge.mounting;

import io.headcount.edge.capture.PictureQuality;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with a picture, whoever is in it. Stateless. */
public final class PictureCheck {
  private static final int DARK = 24;
  private static final int FLAT = 45;
  private static final double BURNT = 0.12;
  private static final double BLACK = 0.25;
  private static final double BLUR = 0.48;

  private PictureCheck() {}

  /** The gravest first; empty is good. */
  public static List<Finding> of(PictureQuality quality) {
    List<Finding> findings = new ArrayList<>();
    if (quality.light() < DARK) {
      findings.add(
          new Finding(
              Trouble.TOO_DARK,
              "middle brightness %d of 255, %d or more is good".formatted(quality.light(), DARK)));
    } else if (quality.contrast() < FLAT) {
      findings.add(
          new Finding(
              Trouble.WASHED_OUT,
              "contrast %d of 255, %d or more is good".formatted(quality.contrast(), FLAT)));
    }
    if (quality.burnt() > BURNT && quality.dark() > BLACK) {
      findings.add(
          new Finding(
              Trouble.BACKLIGHT,
              "%.0f %% of the picture is white, %.0f %% black"
                  .formatted(100 * quality.burnt(), 100 * quality.dark())));
    }
    if (quality.blur() > BLUR) {
      findings.add(
          new Finding(
              Trouble.BLURRED,
              "blur %.2f of 1, %.2f or less is good".formatted(quality.blur(), BLUR)));
    }
    return findings;
  }
}
