package io.headcount.edge.status;

import io.headcount.analytics.scene.CameraId;
import io.headcount.contract.CountWindow;
import java.util.List;

/** The closed minutes of a camera. Called from any thread. */
@FunctionalInterface
public interface WindowHistory {
  /**
   * The newest windows, newest first.
   *
   * @param limit at most so many, 1..1440
   */
  List<CountWindow> latest(CameraId camera, int limit);
}
