package io.headcount.edge.health;

import io.headcount.edge.status.BoxStatus.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that was wrong for a while, or several times shortly one after the other. Immutable.
 *
 * @param camera whose trouble it is; empty when it is the box's
 * @param text what was wrong, as it was said last
 * @param cure what helps
 * @param first when it was first seen
 * @param last when it was last seen
 * @param times how often it came
 * @param lasted how long it was there, all times together
 * @param open whether it is there now
 */
public record Incident(
    Optional<String> camera,
    Severity severity,
    String text,
    String cure,
    Instant first,
    Instant last,
    int times,
    Duration lasted,
    boolean open) {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");

  /** What is wrong at one moment. Immutable. */
  public record Wrong(Optional<String> camera, Severity severity, String text, String cure) {
    /** The same trouble, whatever its numbers are. */
    String name() {
      return camera.orElse("") + '\n' + NUMBER.matcher(text).replaceAll("#");
    }
  }

  static Incident begun(Wrong wrong, Instant at) {
    return new Incident(
        wrong.camera(),
        wrong.severity(),
        wrong.text(),
        wrong.cure(),
        at,
        at,
        1,
        Duration.ZERO,
        true);
  }

  /** The same trouble has the same name. */
  String name() {
    return new Wrong(camera, severity, text, cure).name();
  }

  /** Still there, in the words of now. */
  Incident still(Wrong wrong, Instant at) {
    Duration more = Duration.between(last, at);
    return new Incident(
        camera,
        wrong.severity(),
        wrong.text(),
        wrong.cure(),
        first,
        at,
        times,
        more.isNegative() ? lasted : lasted.plus(more),
        true);
  }

  Incident again(Wrong wrong, Instant at) {
    return new Incident(
        camera, wrong.severity(), wrong.text(), wrong.cure(), first, at, times + 1, lasted, true);
  }

  Incident over() {
    return new Incident(camera, severity, text, cure, first, last, times, lasted, false);
  }

  /** With an earlier one of the same name as one. */
  Incident joined(Incident earlier) {
    return new Incident(
        camera,
        severity,
        text,
        cure,
        earlier.first,
        last,
        times + earlier.times,
        lasted.plus(earlier.lasted),
        open);
  }
}
