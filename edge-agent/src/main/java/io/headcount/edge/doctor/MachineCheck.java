package io.headcount.edge.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** System, processor and memory. */
final class MachineCheck implements Check {
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");
  private static final long SMALL = 1_800L << 20;

  private final String system;
  private final String architecture;
  private final int cores;
  private final long memory;

  /**
   * @param memory bytes, of the machine or of the container
   */
  MachineCheck(String system, String architecture, int cores, long memory) {
    this.system = system;
    this.architecture = architecture;
    this.cores = cores;
    this.memory = memory;
  }

  static MachineCheck ofThisMachine() {
    OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new MachineCheck(
        System.getProperty("os.name", "?"),
        System.getProperty("os.arch", "?"),
        Runtime.getRuntime().availableProcessors(),
        bean.getTotalMemorySize());
  }

  @Override
  public String name() {
    return "machine";
  }

  @Override
  public Finding run() {
    String found =
        "%s %s, %d %s, %d MiB memory"
            .formatted(system, architecture, cores, cores == 1 ? "core" : "cores", memory >> 20);
    if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture)) {
      return Finding.fail(
          name(), found, "use Linux on x86-64 or arm64: the native libraries are built for those");
    }
    if (memory < SMALL) {
      return Finding.warn(name(), found, "give it 2 GiB: engine and video need about one");
    }
    return cores < 2
        ? Finding.warn(name(), found, "give it a second core, or set a low rate for its camera")
        : Finding.ok(name(), found);
  }
}
