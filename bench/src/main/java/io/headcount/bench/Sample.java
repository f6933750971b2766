package io.headcount.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process takes at one moment, as Linux counts it. Immutable.
 *
 * @param seconds since it started
 * @param resident bytes in memory
 * @param anonymous bytes in memory that are no part of a file
 * @param threads native ones
 * @param openFiles descriptors
 */
record Sample(double seconds, double resident, double anonymous, double threads, double openFiles) {
  static Sample of(long pid, Duration age) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String status = Files.readString(process.resolve("status"));
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return new Sample(
          age.toMillis() / 1e3,
          number(status, "VmRSS:") * 1024,
          number(status, "RssAnon:") * 1024,
          number(status, "Threads:"),
          descriptors.count());
    }
  }

  /** Processor time that a process has taken so far, by itself and for the kernel's work. */
  static Duration processor(long pid) {
    return ProcessHandle.of(pid).flatMap(one -> one.info().totalCpuDuration()).orElseThrow();
  }

  private static double number(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow();
  }

  String row() {
    return "%.1f,%.0f,%.0f,%.0f,%.0f".formatted(seconds, resident, anonymous, threads, openFiles);
  }
}
