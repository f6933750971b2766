package io.headcount.program.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Where a program's log goes and how much of it. */
public final class Logging {
  /** Parent of all our loggers; held, because the log manager would forget it. */
  private static final Logger PROGRAM = Logger.getLogger("io.headcount");

  private Logging() {}

  /** Takes {@code logging.properties} beside a class, unless the user has named another file. */
  static void configure(Class<?> program) {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream settings = program.getResourceAsStream("logging.properties")) {
      if (settings != null) {
        LogManager.getLogManager().readConfiguration(settings);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own logging settings cannot be read", e);
    }
  }

  /** From now on, the last lines are kept for {@link RecentLog#text}. For daemons, once. */
  public static void keepRecent() {
    PROGRAM.addHandler(new RecentLog());
  }

  static Logger program() {
    return PROGRAM;
  }

  /** From now on, tell what happens; before, only what is wrong. For daemons. */
  public static void tellAll() {
    PROGRAM.setLevel(Level.INFO);
  }
}
