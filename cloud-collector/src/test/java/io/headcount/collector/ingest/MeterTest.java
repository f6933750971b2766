package io.headcount.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Ingested.Counts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeterTest {
  private static final Counts COUNTS = new Counts(6, 5, 4, 3, 2, 1);

  private final Meter meter = new Meter();

  /** Below 0 there is nothing to lower it to: with 0 a box would wait for another word. */
  @ParameterizedTest
  @CsvSource({"0, 8", "10, 8", "500, 6", "1000, 4", "1500, 2", "2000, 1", "60000, 1"})
  void slowCommitsLowerTheCredit(long millis, int credit) {
    for (int i = 0; i < 200; i++) {
      meter.committed(COUNTS, Duration.ofMillis(millis));
    }
    assertThat(meter.credit()).isEqualTo(credit);
  }

  @Test
  void oneSlowCommitIsNoReason() {
    meter.committed(COUNTS, Duration.ofSeconds(1));
    assertThat(meter.credit()).isEqualTo(8);
  }

  @Test
  void aFailureLowersTheCreditUntilTheNextCommit() {
    meter.failed("the disk is full");
    assertThat(meter.credit()).isEqualTo(1);
    assertThat(meter.status(true, 7).problem()).contains("the disk is full");

    meter.committed(COUNTS, Duration.ZERO);
    assertThat(meter.credit()).isEqualTo(8);
    assertThat(meter.status(true, 7).problem()).isEmpty();
  }

  @Test
  void countsWhatWasStored() {
    meter.committed(COUNTS, Duration.ofSeconds(1));
    meter.committed(COUNTS, Duration.ofSeconds(1));
    IngestStatus status = meter.status(false, 7);
    assertThat(status.connected()).isFalse();
    assertThat(status.waiting()).isEqualTo(7);
    assertThat(status.messages()).isEqualTo(12);
    assertThat(status.records()).isEqualTo(10);
    assertThat(status.duplicates()).isEqualTo(6);
    assertThat(status.quarantined()).isEqualTo(4);
    assertThat(status.deadLetters()).isEqualTo(2);
    assertThat(status.commit()).isBetween(Duration.ofMillis(150), Duration.ofMillis(250));
  }
}
