package io.headcount.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a batch. Bodies go through untouched, so that their bytes can be compared;
 * whoever needs a body's record reads it with {@link JsonCodec}. Thread-safe.
 *
 * <pre>{@code
 * {"v":1,"epoch":"9f2c...","stream":"windows","simulated":false,"entries":[
 *   {"seq":41,"window":{...}},
 *   {"from":42,"to":56,"tombstone":"coarsened"},
 *   {"seq":57,"coarse":{...}}]}
 * }</pre>
 */
public final class BatchCodec {
  private static final JsonFactory JSON = new JsonFactory();

  /** The batch as UTF-8. */
  public byte[] write(Batch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("v", batch.v());
      out.writeStringField("epoch", batch.epoch());
      out.writeStringField("stream", batch.stream().text());
      out.writeBooleanField("simulated", batch.simulated());
      out.writeArrayFieldStart("entries");
      for (Entry entry : batch.entries()) {
        write(out, entry);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new ContractException("the batch cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Entry entry) throws IOException {
    out.writeStartObject();
    switch (entry) {
      case Entry.Row row -> {
        out.writeNumberField("seq", row.seq());
        out.writeFieldName(row.kind().text());
        out.writeRawValue(row.body());
      }
      case Entry.Tombstone tombstone -> {
        out.writeNumberField("from", tombstone.from());
        out.writeNumberField("to", tombstone.to());
        out.writeStringField("tombstone", tombstone.reason().text());
      }
    }
    out.writeEndObject();
  }

  /**
   * Reads a batch.
   *
   * @throws ContractException when the bytes are no batch; says what is wrong
   */
  public Batch read(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      return new Reading(in, json).batch();
    } catch (IOException e) {
      throw new ContractException("not a batch: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ContractException("not a batch: " + e.getMessage(), e);
    }
  }

  /** One pass over one message. Confined to the thread that reads. */
  private static final class Reading {
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
        in.nextToken();
        switch (field) {
          case "v" -> v = in.getIntValue();
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
      return new Batch(v, epoch, named(StreamName.values(), stream, "stream"), simulated, entries);
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
      String kind = "";
      String body = "";
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "seq" -> seq = in.getLongValue();
          case "from" -> from = in.getLongValue();
          case "to" -> to = in.getLongValue();
          case "tombstone" -> tombstone = text();
          default -> {
            if (!body.isEmpty()) {
              throw new ContractException("entry %d holds more than one record".formatted(seq));
            }
            expect(in.currentToken(), JsonToken.START_OBJECT, field);
            kind = field;
            body = slice();
          }
        }
      }
      if (!tombstone.isEmpty()) {
        return new Entry.Tombstone(from, to, named(Entry.Reason.values(), tombstone, "reason"));
      }
      return new Entry.Row(seq, named(Entry.Kind.values(), kind, "kind of record"), body);
    }

    /** The object that begins at the current token, byte for byte. */
    private String slice() throws IOException {
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
