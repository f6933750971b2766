package io.headcount.edge.status;

import java.util.Optional;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/** Reads the machine with OSHI. Confined to one call at a time; the first takes longer. */
final class OshiProbe implements Supplier<HostReading> {
  private final HardwareAbstractionLayer hardware;
  private final OperatingSystem system;
  // of the last reading, empty before the first
  private long[] ticks = {};

  OshiProbe() {
    SystemInfo info = new SystemInfo();
    hardware = info.getHardware();
    system = info.getOperatingSystem();
  }

  @Override
  public HostReading get() {
    CentralProcessor processor = hardware.getProcessor();
    double load = ticks.length == 0 ? Double.NaN : processor.getSystemCpuLoadBetweenTicks(ticks);
    ticks = processor.getSystemCpuLoadTicks();
    double celsius = hardware.getSensors().getCpuTemperature();
    GlobalMemory memory = hardware.getMemory();
    HostReading runtime = HostReading.ofRuntime();
    return new HostReading(
        Optional.of(system.getCurrentProcess().getResidentMemory()),
        runtime.heapBytes(),
        runtime.heapMaxBytes(),
        Optional.of(memory.getTotal()),
        Optional.of(memory.getAvailable()),
        // NaN is in no range
        load >= 0 && load <= 1 ? Optional.of(load) : Optional.empty(),
        // 0 and NaN stand for a machine without a sensor
        celsius > 0 ? Optional.of(celsius) : Optional.empty());
  }
}
