package io.headcount.edge.count;

import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.SceneEvent;

/**
 * Something counting found out. Immutable.
 *
 * @param camera whose scene
 * @param revision the configuration it was measured with
 * @param event what
 */
public record Counted(CameraId camera, String revision, SceneEvent event) {}
