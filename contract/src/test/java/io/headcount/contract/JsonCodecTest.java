package io.headcount.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCodecTest {
  private static final Instant MINUTE = Instant.parse("2026-03-01T09:15:00Z");

  private final JsonCodec codec = new JsonCodec();

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of(
            "count-window",
            "count-window",
            new CountWindow(
                1,
                "entrance",
                MINUTE,
                0,
                0.975,
                585,
                "a1b2c3",
                List.of(new LineCount("door", "every_crossing", 7, 4, 1204, 1188)),
                List.of(new ZoneCount("till", "queue", 3, 1, 96.25, 1.6, 4)),
                1)),
        Arguments.of(
            "count-window-empty",
            "count-window",
            new CountWindow(
                1,
                "aisle-2",
                Instant.parse("2026-03-01T00:00:00Z"),
                2,
                1,
                600,
                "a1b2c3",
                List.of(),
                List.of(),
                0)),
        Arguments.of(
            "line-crossed",
            "line-crossed",
            new LineCrossed("entrance", "door", "in", 42, MINUTE.plusMillis(7250))),
        Arguments.of(
            "zone-visited",
            "zone-visited",
            new ZoneVisited(
                "entrance", "till", 42, MINUTE.plusSeconds(10), MINUTE.plusMillis(42500), 32.5)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void goldenFilesAreWrittenAndReadByteForByte(String file, String schema, Record value)
      throws IOException {
    String golden = resource("/golden/" + file + ".json").strip();

    assertThat(codec.write(value)).isEqualTo(golden);
    assertThat(codec.read(golden, value.getClass())).isEqualTo(value);
    assertThat(schema(schema).validate(golden, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count-window | "v":1            | "v":2
          count-window | "camera":"entrance" | "camera":"The Entrance"
          count-window | 09:15:00Z        | 09:15:07Z
          count-window | 09:15:00Z        | 09:15:00+01:00
          count-window | "coverage":0.975 | "coverage":1.2
          count-window | "in":7           | "in":-7
          count-window | "in":7           | "in":"7"
          count-window | every_crossing   | sometimes
          count-window | "statics":1      | "static":1
          count-window | "visits":3,      | ''
          line-crossed | "in"             | "sideways"
          line-crossed | "track":42       | "track":0
          zone-visited | 32.5             | -32.5
          zone-visited | "2026-03-01T09:15:10Z" | 1772356510
          """)
  void schemasRejectWhatIsBroken(String name, String from, String to) throws IOException {
    String golden = resource("/golden/" + name + ".json");
    assertThat(golden).contains(from);

    String broken = golden.replace(from, to == null ? "" : to);

    assertThat(schema(name).validate(broken, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void fieldsFromANewerVersionAreSkipped() throws IOException {
    String newer =
        resource("/golden/line-crossed.json").replace("\"track\"", "\"mood\":[1,{}],\"track\"");

    assertThat(codec.read(newer, LineCrossed.class).track()).isEqualTo(42);
    assertThat(schema("line-crossed").validate(newer, InputFormat.JSON)).isEmpty();
  }

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
    assertThatThrownBy(() -> codec.write(new ZoneVisited("c", "z", 1, MINUTE, MINUTE, Double.NaN)))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining("NaN");
  }

  private static JsonSchema schema(String name) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(resource("/io/headcount/contract/schema/" + name + ".json"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = JsonCodecTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
