package io.headcount.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonCodecTest {
  private static final Instant MINUTE = Instant.parse("2026-03-01T09:15:00Z");

  private final JsonCodec codec = new JsonCodec();

  @ParameterizedTest
  @CsvSource({
    "0.1,0.1",
    "1e-7,0.0000001",
    "1e9,1000000000",
    "12345678.9,12345678.9",
    "-0.0,0",
    "3,3"
  })
  void numbersHaveNoExponent(double value, String text) {
    String json = codec.write(new ZoneVisited("c", "z", 1, MINUTE, MINUTE, value));

    assertThat(json).endsWith("\"dwellSeconds\":" + text + "}");
  }

  @Test
  void whatIsNotTheRecordIsRefused() {
    assertThatThrownBy(() -> codec.read("{\"camera\":\"a\"}", LineCrossed.class))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("LineCrossed");
    assertThatThrownBy(() -> codec.read("{", LineCrossed.class))
        .isInstanceOf(ContractException.class);
    assertThatThrownBy(() -> codec.read("null", LineCrossed.class))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("LineCrossed");
    assertThatThrownBy(() -> codec.read("null".getBytes(UTF_8), LineCrossed.class))
        .isInstanceOf(ContractException.class);
    assertThatThrownBy(() -> codec.read(new byte[] {'"', (byte) 0xc3, '"'}, LineCrossed.class))
        .isInstanceOf(ContractException.class);
  }

  @Test
  void bytesAreReadLikeText() {
    String golden = Golden.resource("/golden/line-crossed.v1.json");

    assertThat(codec.read(golden.getBytes(UTF_8), LineCrossed.class)).isEqualTo(Golden.CROSSING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
  void whatIsNoAmountIsRefused(double value) {
    assertThatThrownBy(() -> new ZoneVisited("c", "z", 1, MINUTE, MINUTE, value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoNumberIsNotWritten() {
    assertThatThrownBy(() -> codec.write(new Odd(Double.NaN)))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("NaN");
  }

  /** As records of other versions may be. */
  private record Odd(double value) {}
}
