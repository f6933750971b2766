package io.headcount.edge.journal;

import io.headcount.edge.journal.EntryCodec.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the entries of one journal file in order, whatever state the file is in. Confined to the
 * thread that made it.
 *
 * <p>A queue file is a row of frames, each a 4-byte header and its bytes, padded to 4: bits 0..29
 * of the header are the length, bit 30 marks the queue's own bookkeeping, bit 31 a frame not
 * finished; 0 is the end so far, both bits alone the end for good (the size-prefixed blobs of
 * Chronicle Wire). The file is read and not mapped, and the bookkeeping is not used, so that no
 * damage can do more than hide entries: where the row breaks, the next whole entry is searched for,
 * and the positions inside the entries tell how many were in between.
 */
final class FrameReader implements AutoCloseable {
  private static final int NOT_FINISHED = 1 << 31;
  private static final int BOOKKEEPING = 1 << 30;
  private static final int END = NOT_FINISHED | BOOKKEEPING;
  private static final int LENGTH = BOOKKEEPING - 1;
  private static final int HEADER = Integer.BYTES;

  private final Path file;
  private final int cycle;
  private final Losses losses;
  private final FileChannel channel;

  /** What of the file is at hand, from {@link #windowStart}. */
  private final ByteBuffer window = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);

  private long windowStart;

  /** Where the next frame begins. */
  private long offset;

  /** Where the last good entry ended. */
  private long resume;

  private long last;
  private Optional<Instant> lastTime = Optional.empty();
  private boolean damaged;

  FrameReader(Path file, int cycle, Losses losses) {
    this.file = file;
    this.cycle = cycle;
    this.losses = losses;
    this.last = Position.before(cycle);
    window.limit(0);
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  int cycle() {
    return cycle;
  }

  /** Whether anything unreadable was met. */
  boolean damaged() {
    return damaged;
  }

  /** Position of the last entry read; just before the file's first one at first. */
  long last() {
    return last;
  }

  /**
   * The next whole entry; absent at the end. May be called again when there is more, which the
   * caller knows: at what looks like the end here, an entry of a live file may just be in writing.
   */
  Optional<Stored> next() {
    try {
      return read();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Gives up on everything up to this position, which was written and cannot be read. */
  void skipTo(long position) {
    lost(position - last, Optional.empty(), "cannot be read");
    last = position;
  }

  private Optional<Stored> read() throws IOException {
    while (true) {
      if (!load(offset, HEADER)) {
        return broken("is cut off");
      }
      int header = fresh(intAt(offset));
      int length = header & LENGTH;
      boolean bookkeeping = (header & END) == BOOKKEEPING;
      if (bookkeeping && length > 0 && offset + HEADER + length <= channel.size()) {
        offset = end(length);
      } else if (header == END || header == 0 || header == NOT_FINISHED) {
        return atEnd(header);
      } else {
        Optional<Stored> entry = entryAt(offset);
        return entry.isPresent() ? take(entry.get(), length) : broken("has damaged bytes");
      }
    }
  }

  /** What is at hand may be older than the file: an end is looked at again. */
  private int fresh(int header) throws IOException {
    if (header != 0 && header != NOT_FINISHED) {
      return header;
    }
    window.limit(0);
    return load(offset, HEADER) ? intAt(offset) : header;
  }

  /**
   * An append that the writer was killed in, and nobody was told of, leaves a frame not finished or
   * bytes without a header, no more than one entry's: nothing is lost by it.
   */
  private Optional<Stored> atEnd(int header) throws IOException {
    if (search().isPresent()) {
      return broken("has a damaged header");
    }
    boolean torn = header != 0 || zerosFrom(offset + HEADER) || entryBegun();
    return torn ? Optional.empty() : broken("has zeros in the middle");
  }

  private boolean entryBegun() throws IOException {
    return load(offset, HEADER + 1)
        && window.get((int) (offset - windowStart) + HEADER) == EntryCodec.VERSION
        && zerosFrom(offset + HEADER + EntryCodec.LONGEST);
  }

  private Optional<Stored> take(Stored entry, int length) {
    if (entry.position() != last + 1) {
      lost(entry.position() - last - 1, Optional.of(entry.at()), "has a gap");
    }
    last = entry.position();
    lastTime = Optional.of(entry.at());
    offset = end(length);
    resume = offset;
    return Optional.of(entry);
  }

  private Optional<Stored> broken(String what) throws IOException {
    Optional<Long> found = search();
    if (found.isEmpty()) {
      lost(1, Optional.empty(), what);
      return Optional.empty();
    }
    offset = found.get();
    Stored entry = entryAt(offset).orElseThrow();
    lost(entry.position() - last - 1, Optional.of(entry.at()), what);
    last = entry.position() - 1;
    return take(entry, intAt(offset) & LENGTH);
  }

  private void lost(long entries, Optional<Instant> to, String what) {
    damaged = true;
    if (entries > 0) {
      String where = "%s %s at byte %d".formatted(file.getFileName(), what, offset);
      losses.add(new Loss(last, entries, lastTime, to, where));
    }
  }

  /** Offset of the next whole entry after the last one; no bookkeeping in between is believed. */
  private Optional<Long> search() throws IOException {
    for (long at = resume; load(at, HEADER); at += HEADER) {
      if (entryAt(at).isPresent()) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The whole entry that begins exactly here, of this file and after the last one. */
  private Optional<Stored> entryAt(long at) throws IOException {
    if (!load(at, HEADER)) {
      return Optional.empty();
    }
    int length = intAt(at);
    if (length < EntryCodec.SHORTEST || length > EntryCodec.LONGEST || !load(at, HEADER + length)) {
      return Optional.empty();
    }
    int from = (int) (at - windowStart) + HEADER;
    return EntryCodec.decode(window.duplicate().position(from).limit(from + length))
        .filter(entry -> entry.position() > last && Position.cycle(entry.position()) == cycle);
  }

  private boolean zerosFrom(long from) throws IOException {
    for (long at = from; load(at, 1); at = windowStart + window.limit()) {
      for (int i = (int) (at - windowStart); i < window.limit(); i++) {
        if (window.get(i) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean load(long at, int bytes) throws IOException {
    if (at >= windowStart && at + bytes <= windowStart + window.limit()) {
      return true;
    }
    window.clear();
    windowStart = at;
    while (window.hasRemaining() && channel.read(window, windowStart + window.position()) > 0) {
      // until the window is full or the file ends
    }
    window.flip();
    return window.limit() >= bytes;
  }

  private int intAt(long at) {
    return window.getInt((int) (at - windowStart));
  }

  private long end(int length) {
    return (offset + HEADER + length + 3) & ~3L;
  }

  private JournalException unreadable(IOException e) {
    return new JournalException(file + " cannot be read: check the disk", e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
