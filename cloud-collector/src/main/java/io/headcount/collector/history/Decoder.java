package io.headcount.collector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.Birth;
import io.headcount.contract.ClockFix;
import io.headcount.contract.CoarseWindow;
import io.headcount.contract.ContractException;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Death;
import io.headcount.contract.Entry;
import io.headcount.contract.Health;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import io.headcount.contract.LineCrossed;
import io.headcount.contract.Presence;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.StreamName;
import io.headcount.contract.ZoneCount;
import io.headcount.contract.ZoneVisited;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Understands messages; each body is parsed once. Thread-safe. */
final class Decoder {
  private static final int NAME_LIMIT = 200;
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("2199-12-31T23:59:00Z");
  private static final Duration SHIFT_LIMIT = Duration.ofDays(100 * 366);

  private final BatchCodec batches = new BatchCodec();
  private final JsonCodec codec = new JsonCodec();

  Message decode(Received received) {
    try {
      return switch (received.topic().leaf()) {
        case DATA, EVENT -> data(received);
        case BIRTH ->
            switch (codec.read(received.payload(), Presence.class)) {
              case Birth birth -> new Message.Born(received, birth);
              case Death death -> new Message.Died(received, death);
            };
        case HEALTH -> new Message.Healthy(received, codec.read(received.payload(), Health.class));
        case CONFIG_REPORTED ->
            new Message.Configured(received, codec.read(received.payload(), ReportedConfig.class));
        case REPLY -> new Message.Replied(received, codec.read(received.payload(), Reply.class));
        case STATE, ACK, CONFIG_DESIRED, CMD ->
            new Message.Unreadable(received, "nothing of this topic is kept");
      };
    } catch (ContractException e) {
      return new Message.Unreadable(received, String.valueOf(e.getMessage()));
    }
  }

  private Message data(Received received) {
    Batch batch = batches.read(received.payload());
    if (batch.stream().leaf() != received.topic().leaf()) {
      return new Message.Unreadable(
          received, batch.stream().text() + " do not belong on this topic");
    }
    requireName("epoch", batch.epoch());
    MessageDigest sha = sha256();
    List<Item> items = new ArrayList<>(batch.entries().size());
    for (Entry entry : batch.entries()) {
      items.add(
          switch (entry) {
            case Entry.Tombstone tombstone -> new Item.Nothing(tombstone);
            case Entry.Row row -> item(batch.stream(), row, sha);
          });
    }
    return new Message.Data(received, batch, items);
  }

  /** The item; a record that is not valid must not keep others from being stored. */
  private Item item(StreamName stream, Entry.Row row, MessageDigest sha) {
    byte[] body = row.body().getBytes(UTF_8); // which are parsed faster than characters, too
    Item.Text text = new Item.Text(row, ByteBuffer.wrap(sha.digest(body)).getLong());
    try {
      if (!belongs(row.kind(), stream)) {
        return new Item.Bad(text, row.kind().text() + " does not belong in " + stream.text());
      }
      return switch (row.kind()) {
        case WINDOW -> window(text, codec.read(body, CountWindow.class), 1);
        case COARSE -> {
          CoarseWindow coarse = codec.read(body, CoarseWindow.class);
          yield window(text, coarse.window(), coarse.minutes());
        }
        case CLOCK -> {
          ClockFix fix = codec.read(body, ClockFix.class);
          if (Duration.ofMillis(fix.shiftMillis()).abs().compareTo(SHIFT_LIMIT) > 0) {
            throw new IllegalArgumentException("a clock cannot be that wrong");
          }
          yield new Item.Fix(text, fix);
        }
        case CROSSING -> {
          LineCrossed crossing = codec.read(body, LineCrossed.class);
          requireName("camera", crossing.camera());
          requireName("line", crossing.line());
          yield new Item.Crossing(text, crossing);
        }
        case VISIT -> {
          ZoneVisited visit = codec.read(body, ZoneVisited.class);
          requireName("camera", visit.camera());
          requireName("zone", visit.zone());
          yield new Item.Visit(text, visit);
        }
      };
    } catch (ContractException | IllegalArgumentException e) {
      return new Item.Bad(text, String.valueOf(e.getMessage()));
    }
  }

  private static Item window(Item.Text text, CountWindow window, int minutes) {
    requireName("camera", window.camera());
    if (window.start().isBefore(FIRST) || window.start().isAfter(LAST)) {
      throw new IllegalArgumentException("a window cannot start at " + window.start());
    }
    for (LineCount line : window.lines()) {
      requireName("line", line.id());
      requireName("policy", line.policy());
    }
    for (ZoneCount zone : window.zones()) {
      requireName("zone", zone.id());
      requireName("type", zone.type());
    }
    return new Item.Window(text, window, minutes);
  }

  private static boolean belongs(Entry.Kind kind, StreamName stream) {
    return switch (kind) {
      case WINDOW, COARSE, CLOCK -> stream == StreamName.WINDOWS;
      case CROSSING -> stream == StreamName.CROSSINGS;
      case VISIT -> stream == StreamName.VISITS;
    };
  }

  /** Names go into tables and onto pages: no control characters, and not without end. */
  private static void requireName(String what, String name) {
    if (name.isEmpty() || name.length() > NAME_LIMIT) {
      throw new IllegalArgumentException(what + " has no name of 1 to 200 characters");
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i)) || Character.isSurrogate(name.charAt(i))) {
        throw new IllegalArgumentException(what + " has a name with control characters");
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
