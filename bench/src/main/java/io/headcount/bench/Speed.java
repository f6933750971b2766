package io.headcount.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * How fast something went. Immutable.
 *
 * @param rate times a second
 * @param processorMillis of this process for one time, all threads together
 * @param compilerMillis how long Java compiled meanwhile, for one time
 */
record Speed(double rate, double processorMillis, double compilerMillis) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  /** Does it once, which is so many times something. */
  static Speed of(int times, Runnable work) {
    long processor = SYSTEM.getProcessCpuTime();
    long compiler = COMPILER.getTotalCompilationTime();
    long begun = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Speed(
        times / seconds,
        (SYSTEM.getProcessCpuTime() - processor) / 1e6 / times,
        (double) (COMPILER.getTotalCompilationTime() - compiler) / times);
  }

  /** Of both, which were as many times. */
  Speed and(Speed other) {
    return new Speed(
        2 / (1 / rate + 1 / other.rate),
        (processorMillis + other.processorMillis) / 2,
        (compilerMillis + other.compilerMillis) / 2);
  }

  /** Nothing was measured. */
  static Speed none() {
    return new Speed(Double.NaN, Double.NaN, Double.NaN);
  }
}
