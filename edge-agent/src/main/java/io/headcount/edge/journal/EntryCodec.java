package io.headcount.edge.journal;

import io.headcount.analytics.geometry.Box;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Observation;
import io.headcount.analytics.track.TrackId;
import io.headcount.analytics.track.TrackedBox;
import io.headcount.edge.journal.JournalEntry.Changed;
import io.headcount.edge.journal.JournalEntry.Observed;
import io.headcount.edge.journal.JournalEntry.Started;
import io.headcount.edge.journal.JournalEntry.Unobserved;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of one entry. Stateless.
 *
 * <p>Little-endian: version (1 byte), kind (1), position (8), time (8 + 4), body, CRC32C of all
 * before it (4). The position makes an entry know its place, so that after damage the rest of a
 * file is found again and what is missing is counted exactly.
 *
 * <p>Box edges are kept on a grid of 1/65536 of the picture (a seventeenth of a pixel at 3840
 * across) within -16..16, and a box is never thinner than one step; scores in steps of 1/65535.
 * Analytics only ever sees what was read back, so live counts and replayed ones are the same.
 */
final class EntryCodec {
  /** Longest entry in bytes: more than 3000 boxes. */
  static final int LONGEST = 1 << 16;

  /** Shortest entry in bytes. */
  static final int SHORTEST = 26;

  static final byte VERSION = 1;

  private static final byte PROBE = 0;
  private static final byte STARTED = 1;
  private static final byte OBSERVED = 2;
  private static final byte UNOBSERVED = 3;
  private static final byte CHANGED = 4;
  private static final int GRID = 1 << 16;
  private static final int FARTHEST = 16 * GRID;
  private static final int SCORES = 65535;

  private EntryCodec() {}

  /**
   * What one frame of the file holds.
   *
   * @param entry absent for the journal's own probe, written at every start
   */
  record Stored(long position, Instant at, Optional<JournalEntry> entry) {}

  /** The bytes of an entry that is to get this position. */
  static byte[] encode(long position, JournalEntry entry) {
    ByteBuffer out = buffer(entry);
    byte kind =
        switch (entry) {
          case Started _ -> STARTED;
          case Observed _ -> OBSERVED;
          case Unobserved _ -> UNOBSERVED;
          case Changed _ -> CHANGED;
        };
    head(out, kind, position, entry.at());
    switch (entry) {
      case Started started -> text(out, started.revision());
      case Changed changed -> text(out, changed.revision());
      case Unobserved unobserved -> text(out, unobserved.camera().value());
      case Observed observed -> {
        text(out, observed.camera().value());
        people(out, observed.observation().people());
      }
    }
    return sealed(out);
  }

  /** An entry without content, which proves that the journal can be written and read. */
  static byte[] probe(long position, Instant at) {
    ByteBuffer out = ByteBuffer.allocate(SHORTEST).order(ByteOrder.LITTLE_ENDIAN);
    head(out, PROBE, position, at);
    return sealed(out);
  }

  /**
   * Reads an entry, from the buffer's position to its limit.
   *
   * @return absent when the bytes are not exactly one whole entry
   */
  static Optional<Stored> decode(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length < SHORTEST || length > LONGEST || bytes.get(bytes.position()) != VERSION) {
      return Optional.empty();
    }
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).limit(length - Integer.BYTES);
    CRC32C crc = new CRC32C();
    crc.update(in.duplicate());
    if ((int) crc.getValue()
        != bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.limit() - Integer.BYTES)) {
      return Optional.empty();
    }
    try {
      Stored stored = body(in);
      return in.hasRemaining() ? Optional.empty() : Optional.of(stored);
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty(); // a checksum that fits by chance, or a kind from a later version
    }
  }

  private static Stored body(ByteBuffer in) {
    in.get();
    byte kind = in.get();
    long position = in.getLong();
    Instant at = Instant.ofEpochSecond(in.getLong(), in.getInt());
    Optional<JournalEntry> entry =
        switch (kind) {
          case PROBE -> Optional.empty();
          case STARTED -> Optional.of(new Started(at, text(in)));
          case CHANGED -> Optional.of(new Changed(at, text(in)));
          case UNOBSERVED -> Optional.of(new Unobserved(new CameraId(text(in)), at));
          case OBSERVED -> {
            CameraId camera = new CameraId(text(in));
            yield Optional.of(new Observed(camera, new Observation(at, people(in))));
          }
          default -> throw new IllegalArgumentException("entry of kind " + kind);
        };
    return new Stored(position, at, entry);
  }

  /** Room for the entry whatever its values are, but for no more than the longest. */
  private static ByteBuffer buffer(JournalEntry entry) {
    int body =
        switch (entry) {
          case Started started -> 3 * started.revision().length();
          case Changed changed -> 3 * changed.revision().length();
          case Unobserved _ -> 0;
          case Observed observed -> 28 * observed.observation().people().size();
        };
    return ByteBuffer.allocate(Math.min(LONGEST, 256 + body)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void head(ByteBuffer out, byte kind, long position, Instant at) {
    out.put(VERSION).put(kind).putLong(position);
    out.putLong(at.getEpochSecond()).putInt(at.getNano());
  }

  private static byte[] sealed(ByteBuffer out) {
    CRC32C crc = new CRC32C();
    crc.update(out.duplicate().flip());
    out.putInt((int) crc.getValue());
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static void text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(out, bytes.length);
    out.put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[count(in, 1)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void people(ByteBuffer out, List<TrackedBox> people) {
    number(out, people.size());
    for (TrackedBox person : people) {
      Box box = person.box();
      int left = step(box.left());
      int top = step(box.top());
      number(out, person.track().value());
      number(out, zigzag(left));
      number(out, zigzag(top));
      number(out, Math.max(1, step(box.right()) - left));
      number(out, Math.max(1, step(box.bottom()) - top));
      out.putShort((short) Math.round(person.score() * SCORES));
    }
  }

  private static List<TrackedBox> people(ByteBuffer in) {
    int count = count(in, 7);
    List<TrackedBox> people = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      TrackId track = new TrackId(number(in));
      long left = unzigzag(number(in));
      long top = unzigzag(number(in));
      long right = left + number(in);
      long bottom = top + number(in);
      double score = Short.toUnsignedInt(in.getShort()) / (double) SCORES;
      Box box = new Box(place(left), place(top), place(right), place(bottom));
      people.add(new TrackedBox(track, box, score));
    }
    return people;
  }

  private static int step(double coordinate) {
    return Math.clamp(Math.round(coordinate * GRID), -FARTHEST, FARTHEST);
  }

  private static double place(long step) {
    return step / (double) GRID;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  /** Seven bits a byte, lowest first; the high bit says that more follow. */
  private static void number(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number without end");
  }

  /** A count of things of at least this many bytes, so never more than the entry can hold. */
  private static int count(ByteBuffer in, int bytesEach) {
    long count = number(in);
    if (count < 0 || count > in.remaining() / bytesEach) {
      throw new IllegalArgumentException("count " + count + " goes beyond the entry");
    }
    return (int) count;
  }
}
