package io.headcount.collector.doctor;

import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;

/** Java's version, and how much memory it may take. */
record JavaCheck(Runtime.Version version, long heap) implements Check {
  private static final int OLDEST = 25;
  private static final long LEAST_HEAP = 500L << 20;

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Finding run() {
    if (version.feature() < OLDEST) {
      return Finding.fail(
          name(), "Java " + version + " is too old", "install a JDK " + OLDEST + " or later");
    }
    String found = "Java %s, heap at most %d MiB".formatted(version, heap >> 20);
    return heap < LEAST_HEAP
        ? Finding.warn(name(), found, "start it with its jvm.options, or with -Xmx1g")
        : Finding.ok(name(), found);
  }
}
