package io.headcount.edge.capture;

import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/**
 * The native libraries that read video. Immutable.
 *
 * @param ffmpeg its version
 * @param licence of FFmpeg as it was built, in its own words
 * @param configuration the options with which FFmpeg was built
 * @param opencv its version
 */
public record VideoLibraries(String ffmpeg, String licence, String configuration, String opencv) {
  /**
   * Loads what works on pixels and keeps it to the thread that calls it: the processors are the
   * engine's, and threads of another library beside it cost more than they give.
   */
  static void prepare() {
    Loader.load(opencv_core.class);
    opencv_core.setNumThreads(1);
  }

  /**
   * Loads them; takes seconds on a small box.
   *
   * @throws LinkageError when this machine cannot load them
   */
  public static VideoLibraries load() {
    return new VideoLibraries(
        avutil.av_version_info().getString(),
        avutil.avutil_license().getString(),
        avutil.avutil_configuration().getString(),
        opencv_core.getVersionString().getString().strip());
  }
}
