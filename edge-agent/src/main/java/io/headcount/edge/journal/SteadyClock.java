package io.headcount.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A clock that never goes backwards, not even from one run to the next. Thread-safe.
 *
 * <p>It advances with the ticker. A wall clock that is ahead is followed at once. One that is up to
 * a minute behind is met by running 1 % slow, which no measured duration notices; one further
 * behind is wrong, or was wrong before: then time goes on from where it was and {@link #behind}
 * says by how much the wall clock lags.
 */
public final class SteadyClock implements InstantSource {
  private static final Duration SLEW_LIMIT = Duration.ofMinutes(1);
  private static final int SLEW = 100;
  private static final Duration SAVE_EVERY = Duration.ofMinutes(1);

  /** Less is a clock being set right little by little. */
  private static final Duration JUMP = Duration.ofSeconds(2);

  /** Jumps that nobody took yet; beyond it the oldest are forgotten. */
  private static final int MOST_JUMPS = 64;

  private final InstantSource wall;
  private final LongSupplier ticker;
  private final Path mark;
  private Instant now;
  private long tick;
  private Instant saved;
  private final Deque<Instant> jumps = new ArrayDeque<>();

  private SteadyClock(InstantSource wall, LongSupplier ticker, Path mark, Instant highest) {
    this.wall = wall;
    this.ticker = ticker;
    this.mark = mark;
    this.tick = ticker.getAsLong();
    Instant start = wall.instant();
    this.now = start.isBefore(highest) ? highest : start;
    this.saved = highest;
  }

  /**
   * Starts at the wall clock's time, or at the saved mark when that is later.
   *
   * @param ticker nanoseconds that only grow
   * @param mark file that keeps the latest time; missing or damaged is as if there was none
   */
  public static SteadyClock start(InstantSource wall, LongSupplier ticker, Path mark) {
    return new SteadyClock(wall, ticker, mark, saved(mark));
  }

  /** Raises the clock, such as to the newest time in the journal. */
  public synchronized void notBefore(Instant time) {
    if (instant().isBefore(time)) {
      now = time;
    }
  }

  @Override
  public synchronized Instant instant() {
    long reading = ticker.getAsLong();
    long elapsed = reading - tick;
    tick = reading;
    Instant shown = wall.instant();
    Duration ahead = Duration.between(shown, now.plusNanos(elapsed));
    if (ahead.isNegative()) {
      now = shown;
      if (ahead.negated().compareTo(JUMP) > 0) {
        noteJump();
      }
    } else {
      boolean slew = !ahead.isZero() && ahead.compareTo(SLEW_LIMIT) <= 0;
      now = now.plusNanos(slew ? elapsed - Math.min(elapsed / SLEW, ahead.toNanos()) : elapsed);
    }
    return now;
  }

  private void noteJump() {
    if (jumps.size() == MOST_JUMPS) {
      jumps.removeFirst();
    }
    jumps.addLast(now);
  }

  /**
   * The times that this clock jumped to, by more than 2 s and after a wall clock set ahead, since
   * this was last asked; oldest first.
   */
  public synchronized List<Instant> takeJumps() {
    List<Instant> taken = List.copyOf(jumps);
    jumps.clear();
    return taken;
  }

  /** By how much the wall clock lags behind this one; zero when it does not. */
  public synchronized Duration behind() {
    Duration behind = Duration.between(wall.instant(), instant());
    return behind.isNegative() ? Duration.ZERO : behind;
  }

  /**
   * Keeps the present time as the mark, at most once a minute; otherwise does nothing.
   *
   * @throws JournalException when the file cannot be written
   */
  public synchronized void save() {
    Instant time = instant();
    if (time.isBefore(saved.plus(SAVE_EVERY))) {
      return;
    }
    Path fresh = mark.resolveSibling(mark.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(time.toString().getBytes(StandardCharsets.UTF_8)));
      out.force(true);
      Files.move(fresh, mark, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new JournalException(
          "time mark %s cannot be written (%s): check the disk".formatted(mark, e), e);
    }
    saved = time;
  }

  /** The time that the last run kept; the epoch when there is none. */
  public static Instant saved(Path mark) {
    try {
      return Files.exists(mark) ? Instant.parse(Files.readString(mark).strip()) : Instant.EPOCH;
    } catch (IOException | DateTimeException e) {
      return Instant.EPOCH; // the journal's newest time still holds it
    }
  }
}
