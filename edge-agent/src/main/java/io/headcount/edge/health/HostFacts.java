package io.headcount.edge.health;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** What machine this is, without its name or that of its user. */
final class HostFacts {
  private static final List<String> TOLD =
      List.of(
          "os.name",
          "os.version",
          "os.arch",
          "java.vendor",
          "java.runtime.version",
          "user.timezone");

  private HostFacts() {}

  static String text(String version) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    StringBuilder text = new StringBuilder();
    fact(text, "headcount", version);
    TOLD.forEach(name -> fact(text, name, System.getProperty(name, "?")));
    fact(text, "cores", Runtime.getRuntime().availableProcessors());
    fact(text, "memory.bytes", system.getTotalMemorySize());
    fact(text, "memory.free.bytes", system.getFreeMemorySize());
    fact(text, "heap.max.bytes", Runtime.getRuntime().maxMemory());
    fact(text, "load.average", system.getSystemLoadAverage());
    fact(
        text,
        "process.uptime",
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
    return text.toString();
  }

  private static void fact(StringBuilder text, String name, Object value) {
    text.append(name).append(": ").append(value).append('\n');
  }
}
