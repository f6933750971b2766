package io.headcount.edge.agent;

import io.headcount.edge.capture.CaptureLoop;
import io.headcount.edge.config.CameraConfig;
import io.headcount.edge.pipeline.CameraPipeline;

/** An enabled camera with its two loops. Immutable. */
record RunningCamera(CameraConfig config, CaptureLoop capture, CameraPipeline pipeline) {}
