package io.headcount.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the configuration of a box whose cameras all show the same footage over and over. */
final class Box {
  private Box() {}

  static Path write(Path folder, Path footage, int cameras) throws IOException {
    return write(folder, footage, cameras, "threads: auto", "enabled: true");
  }

  /**
   * @param detector a key of the detector, with its value
   * @param key of each camera, with its value
   */
  static Path write(Path folder, Path footage, int cameras, String detector, String key)
      throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            box: bench
            time_zone: UTC
            data: %s
            status: {port: 0}
            detector: {%s}
            cameras:
            """
                .formatted(data(folder), detector));
    for (int camera = 1; camera <= cameras; camera++) {
      // the scene of the sample clip; elsewhere it is as good as any
      text.append(
          """
            - id: camera-%d
              source: %s
              playback: loop
              %s
              lines:
                - {id: crossing, from: [0.58, 0.75], to: [0.58, 0.27]}
              zones:
                - id: meeting-point
                  type: area
                  polygon: [[0.46, 0.36], [0.68, 0.36], [0.70, 0.51], [0.46, 0.51]]
          """
              .formatted(camera, footage.toAbsolutePath(), key));
    }
    return Files.writeString(folder.resolve("box.yaml"), text);
  }

  static Path data(Path folder) {
    return folder.resolve("data");
  }
}
