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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T09:15:00Z",
        "2024-02-29T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-03-01T09:15:00.5Z",
        "2026-03-01T09:15:00.123456789Z"
      })
  void timesAreReadAsTheyAreWritten(String time) {
    assertThat(at(time)).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-03-01T09:15:00",
        "2026-03-01T09:15Z",
        "2026-03-01T09:15:00.Z",
        "2026-03-01T09:15:00.1234567890Z",
        "2026-03-01T09:15:00,5Z",
        "2026-03-01 09:15:00Z",
        "2026-03-01T09:15:00+00:00",
        "2026-13-01T09:15:00Z",
        "2026-02-29T09:15:00Z",
        "2026-03-01T25:15:00Z",
        "2026-03-01T09:61:00Z",
        "+2026-03-01T09:15:00Z",
        "२०२६-03-01T09:15:00Z"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> at(text))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("not a time");
  }

  private Instant at(String text) {
    return codec
        .read(
            "{\"v\":1,\"collector\":\"a\",\"online\":true,\"generation\":\"g\",\"at\":\""
                + text
                + "\"}",
            CollectorState.class)
        .at();
  }
}
