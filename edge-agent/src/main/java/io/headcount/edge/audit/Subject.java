package io.headcount.edge.audit;

import io.headcount.analytics.line.CountingLine;
import io.headcount.edge.capture.VideoSource.VideoFile;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.detect.DetectorInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is audited: a clip, a configuration, a model, a program. Immutable.
 *
 * @param clip the file
 * @param clipSha256 of its content
 * @param camera whose lines are counted at, one or more
 * @param configSha256 of the file's content
 * @param revision of the configuration's scenes
 * @param detector what finds people
 * @param modelSha256 of the weights that run
 * @param program its version
 * @param tolerance how far a mark and a crossing of one person may be apart
 */
public record Subject(
    VideoFile clip,
    String clipSha256,
    CameraConfig camera,
    String configName,
    String configSha256,
    String revision,
    DetectorInfo detector,
    String modelSha256,
    String program,
    Duration tolerance) {
  public Subject {
    if (camera.scene().lines().isEmpty()) {
      throw new AuditException(
          "camera '%s' of %s has no line to count at: give it one under lines, or choose another with --camera"
              .formatted(camera.id(), configName));
    }
  }

  List<CountingLine> lines() {
    return camera.scene().lines();
  }

  String clipName() {
    return String.valueOf(clip.path().getFileName());
  }

  PersonCount.ClipName clipId() {
    return new PersonCount.ClipName(clipName(), clipSha256);
  }

  /** Names the run: the same clip, scene, model and program count the same. */
  String fingerprint() {
    return String.join(" ", revision, modelSha256.substring(0, 12), detector.engine(), program);
  }

  /**
   * Refuses a count that was made of something else.
   *
   * @param file where it was read, for the message
   */
  void check(PersonCount count, String file) {
    if (!count.clip().sha256().equals(clipSha256)) {
      throw new AuditException(
          "%s: its marks belong to another clip, %s (sha256 %s…), and %s has %s…: name that clip, or another --out folder"
              .formatted(
                  file,
                  count.clip().name(),
                  start(count.clip().sha256()),
                  clipName(),
                  start(clipSha256)));
    }
    List<PersonCount.Line> here = lines().stream().map(PersonCount.Line::of).toList();
    if (!Set.copyOf(here).equals(Set.copyOf(count.lines()))) {
      throw new AuditException(
          "%s: was counted at other lines than %s has for camera '%s': take the configuration that it was counted with, or count again with another --out folder"
              .formatted(file, configName, camera.id()));
    }
  }

  private static String start(String sha256) {
    return sha256.substring(0, Math.min(12, sha256.length()));
  }
}
