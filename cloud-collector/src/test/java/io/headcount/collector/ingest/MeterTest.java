package io.headcount.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Ingested.Counts;
import io.headcount.contract.DeviceAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeterTest {
  private static final Counts COUNTS = new Counts(6, 5, 4, 3, 2, 1);

  private final Meter meter = new Meter();

  private void committed(Duration took) {
    meter.committed(List.of(), COUNTS, took, 0);
  }

  private static List<DeviceAddress> boxes(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new DeviceAddress("acme", "store-" + i, "box-1"))
        .toList();
  }

  /** What all may have waiting together is bounded, however many they are. */
  @ParameterizedTest
  @CsvSource({"1, 8", "32, 8", "33, 7", "128, 2", "256, 1", "1000, 1"})
  void aCrowdSharesTheCredit(int number, int credit) {
    meter.committed(boxes(number), COUNTS, Duration.ZERO, 0);
    assertThat(meter.credit()).isEqualTo(credit);
    meter.committed(boxes(1), COUNTS, Duration.ZERO, Duration.ofSeconds(11).toNanos());
    assertThat(meter.credit()).as("while the others may still come").isEqualTo(credit);
    meter.committed(boxes(1), COUNTS, Duration.ZERO, Duration.ofSeconds(22).toNanos());
    assertThat(meter.credit()).as("when they no longer do").isEqualTo(8);
  }

  /** Below 0 there is nothing to lower it to: with 0 a box would wait for another word. */
  @ParameterizedTest
  @CsvSource({"0, 8", "10, 8", "500, 6", "1000, 4", "1500, 2", "2000, 1", "60000, 1"})
  void slowCommitsLowerTheCredit(long millis, int credit) {
    for (int i = 0; i < 200; i++) {
      committed(Duration.ofMillis(millis));
    }
    assertThat(meter.credit()).isEqualTo(credit);
  }

  @Test
  void oneSlowCommitIsNoReason() {
    committed(Duration.ofSeconds(1));
    assertThat(meter.credit()).isEqualTo(8);
  }

  @Test
  void aFailureLowersTheCreditUntilTheNextCommit() {
    meter.failed("the disk is full");
    assertThat(meter.credit()).isEqualTo(1);
    assertThat(meter.status(true, 7).problem()).contains("the disk is full");

    committed(Duration.ZERO);
    assertThat(meter.credit()).isEqualTo(8);
    assertThat(meter.status(true, 7).problem()).isEmpty();
  }

  @Test
  void countsWhatWasStored() {
    committed(Duration.ofSeconds(1));
    committed(Duration.ofSeconds(1));
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
