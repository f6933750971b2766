package io.headcount.edge.capture;

/** How fast a video file is read. A live source has its own pace and ignores it. */
public enum Playback {
  /** As fast as it goes; frame times are the epoch plus media time. */
  FAST,
  /** At the speed it was taken; frame times are wall times. */
  REALTIME,
  /** Like {@link #REALTIME}, from the start again at the end, for ever. */
  LOOP
}
