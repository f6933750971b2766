package io.headcount.contract;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchCodecTest {
  private final BatchCodec codec = new BatchCodec();

  @Test
  void whatIsWrittenIsRead() {
    Batch batch =
        new Batch(
            "9f2c",
            StreamName.WINDOWS,
            true,
            List.of(
                new Entry.Row(41, Entry.Kind.WINDOW, "{\"a\": [1, {\"ü\":\"}\"}]}"),
                new Entry.Tombstone(42, 56, Entry.Reason.COARSENED),
                new Entry.Row(57, Entry.Kind.COARSE, "{}")));

    assertThat(codec.read(codec.write(batch))).isEqualTo(batch);
  }

  @Test
  void anEpochMayHoldAnyLetter() {
    Batch batch =
        new Batch(
            "\"\\\n\u00fc\ud83d\ude00",
            StreamName.VISITS,
            false,
            List.of(new Entry.Tombstone(1, 1, Entry.Reason.EXPIRED)));

    assertThat(codec.read(codec.write(batch))).isEqualTo(batch);
  }

  @Test
  void otherEncodingsAreRefused() {
    String json =
        "{\"v\":1,\"epoch\":\"e\",\"stream\":\"windows\",\"simulated\":false,"
            + "\"entries\":[{\"seq\":1,\"window\":{}}]}";

    assertThat(codec.read(json.getBytes(UTF_8)).from()).isEqualTo(1);
    for (byte[] bytes :
        List.of(
            json.getBytes(UTF_16LE), json.getBytes(UTF_16), ("\ufeff" + json).getBytes(UTF_8))) {
      assertThatThrownBy(() -> codec.read(bytes)).isInstanceOf(ContractException.class);
    }
  }

  @Test
  void whatALaterVersionAddsToAnEntryIsSkipped() {
    String json =
        "{\"v\":1,\"epoch\":\"e\",\"stream\":\"windows\",\"simulated\":false,"
            + "\"entries\":[{\"later\":[{}],\"seq\":1,\"window\":{},\"more\":{\"seq\":3}}]}";

    assertThat(codec.read(json.getBytes(UTF_8)).entries())
        .containsExactly(new Entry.Row(1, Entry.Kind.WINDOW, "{}"));
  }

  @Test
  void bodiesKeepTheirBytes() {
    String odd = "{ \"b\" : 1.0e0,\n\t\"a\" : \"\\u00fc ü\" }";
    String json =
        """
        {"later": {"x": [1]}, "entries": [ {"window": %s, "seq": 7} ], "simulated": false,
         "stream": "windows", "epoch": "e", "v": 1}"""
            .formatted(odd);

    Batch batch = codec.read(json.getBytes(UTF_8));

    assertThat(batch.entries()).containsExactly(new Entry.Row(7, Entry.Kind.WINDOW, odd));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                              | a batch should be START_OBJECT
          []                                              | a batch should be START_OBJECT
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[]} | at least one entry
          {"v":1,"epoch":"e","stream":"sums","simulated":false,"entries":[]} | 'sums' is no stream
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":0,"window":{}}]} | numbers begin at 1
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"window":{}},{"seq":3,"window":{}}]} | entry 3 follows where 2 is due
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"picture":{}}]} | no record that is known here: 'picture'
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"window":{},"coarse":{}}]} | more than one record
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"window":7}]} | window should be START_OBJECT
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"from":3,"to":2,"tombstone":"evicted"}]} | no range
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"tombstone":"evicted","window":{}}]} | a record and a tombstone
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"visit":{}}]} | a visit, does not belong to windows
          {"v":1,"epoch":"e","stream":"windows"} | simulated, entries is missing
          {"v":2,"epoch":{}} | version 2 is not known
          {"v":1,"v":1} | v is there twice
          null | a batch should be START_OBJECT
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"window":{}}]} x | not a batch
          {"v":1,"epoch":"e","stream":"windows","simulated":false,"entries":[{"seq":1,"window":{}}  | not a batch
          """)
  void whatIsWrongIsNamed(String json, String message) {
    assertThatThrownBy(() -> codec.read(json.getBytes(UTF_8)))
        .isInstanceOf(ContractException.class)
        .hasMessageContaining(message);
  }
}
