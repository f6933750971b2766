package io.headcount.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a batch: fields that this version does not know are skipped, a missing one is an
 * error. Bodies go through untouched, so that their bytes can be compared; whoever needs a body's
 * record reads it with {@link JsonCodec}. Thread-safe.
 *
 * <pre>{@code
 * {"v":1,"epoch":"9f2c...","stream":"windows","simulated":false,"entries":[
 *   {"seq":41,"window":{...}},
 *   {"from":42,"to":56,"tombstone":"coarsened"},
 *   {"seq":57,"coarse":{...}}]}
 * }</pre>
 */
public final class BatchCodec {
  // bodies are cut out by their place in the bytes, so the bytes must be UTF-8
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  private static final Map<String, Entry.Kind> KINDS =
      Arrays.stream(Entry.Kind.values())
          .collect(Collectors.toUnmodifiableMap(Entry.Kind::text, kind -> kind));

  private static final int AROUND_A_BODY = 48;

  /** The batch as UTF-8. */
  public byte[] write(Batch batch) {
    // appending text is far cheaper than a generator, which would look at every letter of a body
    StringBuilder out = new StringBuilder(room(batch));
    out.append("{\"v\":").append(batch.v()).append(",\"epoch\":\"");
    JsonStringEncoder.getInstance().quoteAsString(batch.epoch(), out);
    out.append("\",\"stream\":\"").append(batch.stream().text());
    out.append("\",\"simulated\":").append(batch.simulated()).append(",\"entries\":[");
    String separator = "";
    for (Entry entry : batch.entries()) {
      write(out.append(separator), entry);
      separator = ",";
    }
    return out.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(StringBuilder out, Entry entry) {
    switch (entry) {
      case Entry.Row row -> {
        out.append("{\"seq\":").append(row.seq()).append(",\"").append(row.kind().text());
        out.append("\":").append(row.body());
      }
      case Entry.Tombstone tombstone -> {
        out.append("{\"from\":").append(tombstone.from()).append(",\"to\":").append(tombstone.to());
        out.append(",\"tombstone\":\"").append(tombstone.reason().text()).append('"');
      }
    }
    out.append('}');
  }

  private static int room(Batch batch) {
    int room = 4 * AROUND_A_BODY;
    for (Entry entry : batch.entries()) {
      room += AROUND_A_BODY + (entry instanceof Entry.Row row ? row.body().length() : 0);
    }
    return room;
  }

  /**
   * Reads a batch.
   *
   * @throws ContractException when the bytes are no batch; says what is wrong
   */
  public Batch read(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      return new Reading(in, json).batch();
    } catch (IOException | IllegalArgumentException e) {
      throw new ContractException("not a batch: " + e.getMessage(), e);
    }
  }

  /** One pass over one message. Confined to the thread that reads. */
  private static final class Reading {
    private static final List<String> FIELDS =
        List.of("v", "epoch", "stream", "simulated", "entries");

    private final Set<String> due = new LinkedHashSet<>(FIELDS); // five, then fewer
    private final JsonParser in;
    private final byte[] json;
    private int v;
    private String epoch = "";
    private String stream = "";
    private boolean simulated;
    private final List<Entry> entries = new ArrayList<>(); // as many as the message holds

    Reading(JsonParser in, byte[] json) {
      this.in = in;
      this.json = json;
    }

    Batch batch() throws IOException {
      expect(in.nextToken(), JsonToken.START_OBJECT, "a batch");
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        if (FIELDS.contains(field) && !due.remove(field)) {
          throw new ContractException("not a batch: %s is there twice".formatted(field));
        }
        in.nextToken();
        switch (field) {
          case "v" -> version();
          case "epoch" -> epoch = text();
          case "stream" -> stream = text();
          case "simulated" -> simulated = in.getBooleanValue();
          case "entries" -> entries();
          default -> in.skipChildren(); // of a later version
        }
      }
      if (in.nextToken() != null) {
        throw new ContractException("not a batch: something follows it");
      }
      if (!due.isEmpty()) {
        throw new ContractException("not a batch: %s is missing".formatted(String.join(", ", due)));
      }
      return new Batch(v, epoch, named(StreamName.values(), stream, "stream"), simulated, entries);
    }

    /** At once, because the rest of a later version may look like anything. */
    private void version() throws IOException {
      expect(in.currentToken(), JsonToken.VALUE_NUMBER_INT, "v");
      v = in.getIntValue();
      Check.version(v, Batch.VERSION);
    }

    private void entries() throws IOException {
      expect(in.currentToken(), JsonToken.START_ARRAY, "entries");
      while (in.nextToken() == JsonToken.START_OBJECT) {
        entries.add(entry());
      }
      expect(in.currentToken(), JsonToken.END_ARRAY, "entries");
    }

    private Entry entry() throws IOException {
      long seq = 0;
      long from = 0;
      long to = 0;
      String tombstone = "";
      String other = "";
      Entry.@Nullable Kind kind = null;
      String body = "";
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "seq" -> seq = number();
          case "from" -> from = number();
          case "to" -> to = number();
          case "tombstone" -> tombstone = text();
          default -> {
            Entry.Kind known = KINDS.get(field);
            if (known == null) {
              other = field;
              in.skipChildren(); // of a later version
            } else if (kind == null) {
              kind = known;
              body = slice();
            } else {
              throw new ContractException(
                  "not a batch: entry %d holds more than one record".formatted(seq));
            }
          }
        }
      }
      if (kind != null && tombstone.isEmpty()) {
        return new Entry.Row(seq, kind, body);
      }
      if (kind == null && !tombstone.isEmpty()) {
        return new Entry.Tombstone(from, to, named(Entry.Reason.values(), tombstone, "reason"));
      }
      throw new ContractException(
          kind == null
              ? "not a batch: entry %d holds no record that is known here: '%s'"
                  .formatted(seq, other)
              : "not a batch: entry %d is a record and a tombstone".formatted(seq));
    }

    private long number() throws IOException {
      expect(in.currentToken(), JsonToken.VALUE_NUMBER_INT, in.currentName());
      return in.getLongValue();
    }

    /** The object that begins at the current token, byte for byte. */
    private String slice() throws IOException {
      expect(in.currentToken(), JsonToken.START_OBJECT, in.currentName());
      int begin = (int) in.currentTokenLocation().getByteOffset();
      in.skipChildren();
      int end = (int) in.currentLocation().getByteOffset();
      return new String(json, begin, end - begin, StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
      expect(in.currentToken(), JsonToken.VALUE_STRING, in.currentName());
      return in.getText();
    }

    private static <E extends Enum<E>> E named(E[] values, String text, String what) {
      for (E value : values) {
        if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
          return value;
        }
      }
      throw new ContractException("not a batch: '%s' is no %s".formatted(text, what));
    }

    private static void expect(@Nullable JsonToken got, JsonToken wanted, String where) {
      if (got != wanted) {
        throw new ContractException(
            "not a batch: %s should be %s, not %s".formatted(where, wanted, got));
      }
    }
  }
}
