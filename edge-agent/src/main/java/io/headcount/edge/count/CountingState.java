package io.headcount.edge.count;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.SceneAnalytics;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything counting knows between two journal entries. Immutable.
 *
 * @param revision the configuration that holds, empty before the first entry
 * @param cameras state of each camera's scene, by camera id
 */
public record CountingState(String revision, Map<String, SceneAnalytics.State> cameras) {
  public static final CountingState EMPTY = new CountingState("", Map.of());

  public CountingState {
    cameras = Map.copyOf(cameras);
  }

  /** By camera id, so that equal states are written alike. */
  Map<CameraId, SceneAnalytics.State> byCamera() {
    Map<CameraId, SceneAnalytics.State> sorted = new TreeMap<>();
    cameras.forEach((id, state) -> sorted.put(new CameraId(id), state));
    return sorted;
  }
}
