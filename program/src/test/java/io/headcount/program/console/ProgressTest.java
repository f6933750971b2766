package io.headcount.program.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter told = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void shortWorkIsDoneInSilence() {
    tell(true, 0, 500, 1000, 1999);

    assertThat(told.toString()).isEmpty();
  }

  @Test
  void aTerminalIsToldInPlaceAndClearedAtTheEnd() {
    tell(true, 1000, 2000, 2100, 2250);

    assertThat(told).hasToString("\r\u001b[Kat 2000\r\u001b[Kat 2250\r\u001b[K");
  }

  @Test
  void elsewhereALineComesNowAndThen() {
    tell(false, 2000, 9999, 10_000, 19_000, 20_000);

    assertThat(told.toString().lines()).containsExactly("at 10000", "at 20000");
  }

  @Test
  void itKnowsHowLongTheWorkHasTaken() {
    try (Progress progress = new Progress(new PrintWriter(told), nanos::get, false)) {
      nanos.set(1_500_000_000);

      assertThat(progress.seconds()).isEqualTo(1.5);
    }
  }

  private void tell(boolean terminal, long... millis) {
    try (Progress progress = new Progress(new PrintWriter(told), nanos::get, terminal)) {
      for (long at : millis) {
        nanos.set(Duration.ofMillis(at).toNanos());
        progress.tell(() -> "at " + at);
      }
    }
  }
}
