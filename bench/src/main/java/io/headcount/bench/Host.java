package io.headcount.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where the time of all cores has gone so far, as Linux counts it. Immutable. On a virtual machine
 * no figure means anything without what the host took for others meanwhile.
 *
 * @param all ticks of all cores
 * @param idle of them, those with nothing to do
 * @param stolen of them, those in which the host ran something else though there was work
 */
record Host(long all, long idle, long stolen) {
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int STOLEN = 7;

  /** Guests' time, which is counted in the first two already. */
  private static final int GUESTS = 8;

  static Host now() {
    try {
      String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
      long[] ticks =
          Arrays.stream(line.split(" +"))
              .skip(1)
              .limit(GUESTS)
              .mapToLong(Long::parseLong)
              .toArray();
      return new Host(
          Arrays.stream(ticks).sum(), ticks[IDLE] + ticks[WAITING_FOR_DISK], ticks[STOLEN]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shares of the time since then, for a line of a report. */
  String since(Host before) {
    double time = Math.max(1, all - before.all);
    return "cores busy %.0f %%, stolen by the host %.0f %%"
        .formatted(
            100 - 100 * (idle - before.idle + stolen - before.stolen) / time,
            100 * (stolen - before.stolen) / time);
  }
}
