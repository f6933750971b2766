package io.headcount.edge.status;

import java.util.Optional;

/**
 * How the machine and this process are. Immutable; what cannot be read here is empty.
 *
 * @param residentBytes memory of this process
 * @param heapBytes used part of the Java heap
 * @param heapMaxBytes what the heap may grow to
 * @param memoryBytes memory of the machine
 * @param memoryFreeBytes memory still to be had
 * @param cpuLoad of the machine since the last reading, 0..1 over all cores
 * @param temperatureCelsius of the processor
 */
record HostReading(
    Optional<Long> residentBytes,
    long heapBytes,
    long heapMaxBytes,
    Optional<Long> memoryBytes,
    Optional<Long> memoryFreeBytes,
    Optional<Double> cpuLoad,
    Optional<Double> temperatureCelsius) {

  /** What the Java runtime knows by itself. */
  static HostReading ofRuntime() {
    Runtime runtime = Runtime.getRuntime();
    return new HostReading(
        Optional.empty(),
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
