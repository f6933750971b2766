package io.headcount.edge.config;

/** How a video file is played; live sources know no other way than their own. */
public enum Playback {
  /** At the pace it was recorded, once. */
  REALTIME,
  /** At the pace it was recorded, over and over. */
  LOOP,
  /** As fast as the box can, once, without dropping a frame. */
  FAST
}
