package io.headcount.program.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RecentLogTest {
  private final Logger logger = Logger.getAnonymousLogger();

  @Test
  void theLastLinesAreKept() {
    logger.setUseParentHandlers(false);
    logger.addHandler(new RecentLog());
    for (int i = 0; i < RecentLog.MOST + 5; i++) {
      logger.log(Level.WARNING, "line {0} of many", i);
    }
    assertThat(RecentLog.kept(logger))
        .contains("line 5 of many", "line 2,004 of many")
        .doesNotContain("line 4 of many");
  }

  @Test
  void whereNoneAreKeptItSaysSo() {
    assertThat(RecentLog.kept(logger)).isEqualTo("the log of this run is not kept\n");
  }
}
