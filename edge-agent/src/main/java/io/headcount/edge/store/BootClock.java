package io.headcount.edge.store;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the machine has been running, whatever its clock says. */
public interface BootClock {
  /** Changes with each start of the machine. */
  String bootId();

  /** Milliseconds since the machine's start, asleep or not. */
  long uptimeMillis();

  /** The one that Linux keeps. */
  static BootClock linux() {
    return of(Path.of("/proc/sys/kernel/random/boot_id"), Path.of("/proc/uptime"));
  }

  /**
   * Reads these files.
   *
   * @param bootId holds a line
   * @param uptime holds seconds with decimals, and then a blank
   * @throws StoreException when the first cannot be read; each call when the second cannot
   */
  static BootClock of(Path bootId, Path uptime) {
    String boot = line(bootId);
    return new BootClock() {
      @Override
      public String bootId() {
        return boot;
      }

      @Override
      public long uptimeMillis() {
        String seconds = line(uptime);
        int end = seconds.indexOf(' ');
        return new BigDecimal(end < 0 ? seconds : seconds.substring(0, end))
            .movePointRight(3)
            .longValue();
      }
    };
  }

  private static String line(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StoreException(
          "%s cannot be read (%s): give the agent the machine's /proc".formatted(file, e), true, e);
    }
  }
}
