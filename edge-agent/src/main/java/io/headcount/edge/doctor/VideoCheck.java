package io.headcount.edge.doctor;

import io.headcount.edge.capture.VideoLibraries;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.time.Duration;
import java.util.function.Supplier;

/** FFmpeg and OpenCV load, and FFmpeg is one that may be given on. */
final class VideoCheck implements Check {
  private final Supplier<VideoLibraries> libraries;

  VideoCheck(Supplier<VideoLibraries> libraries) {
    this.libraries = libraries;
  }

  @Override
  public String name() {
    return "video";
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Finding run() {
    VideoLibraries loaded;
    try {
      loaded = libraries.get();
    } catch (LinkageError e) {
      return Finding.fail(
          name(),
          "the video libraries do not load: " + e.getMessage(),
          "put the agent's lib folder back whole, and make ~/.javacpp writable and not noexec");
    }
    String found =
        "FFmpeg %s (%s), OpenCV %s".formatted(loaded.ffmpeg(), loaded.licence(), loaded.opencv());
    boolean copyleft =
        loaded.configuration().contains("--enable-gpl")
            || loaded.configuration().contains("--enable-nonfree");
    return copyleft
        ? Finding.warn(
            name(),
            found + ", built with parts under the GPL or not free",
            "use the FFmpeg that the agent came with, which is under the LGPL alone")
        : Finding.ok(name(), found);
  }
}
