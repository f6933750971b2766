package io.headcount.program.console;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/** Keeps the last lines of the program's log in memory. Thread-safe. */
public final class RecentLog extends Handler {
  static final int MOST = 2000;

  private final SimpleFormatter form = new SimpleFormatter();
  // at most MOST, the oldest go first
  private final Deque<String> entries = new ArrayDeque<>();

  RecentLog() {}

  @Override
  public synchronized void publish(LogRecord entry) {
    if (isLoggable(entry)) {
      if (entries.size() == MOST) {
        entries.removeFirst();
      }
      entries.addLast(form.format(entry));
    }
  }

  /** What the program has logged lately, the oldest first; says so where it is not kept. */
  public static String text() {
    return kept(Logging.program());
  }

  static String kept(Logger logger) {
    return Arrays.stream(logger.getHandlers())
        .filter(RecentLog.class::isInstance)
        .map(handler -> ((RecentLog) handler).lines())
        .findFirst()
        .orElse("the log of this run is not kept\n");
  }

  private synchronized String lines() {
    return entries.stream().collect(Collectors.joining());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
