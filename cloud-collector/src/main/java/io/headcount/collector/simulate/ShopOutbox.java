package io.headcount.collector.simulate;

import io.headcount.contract.Batch;
import io.headcount.contract.ClockFix;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the box of one shop holds. It keeps nothing: a number stands for a minute of a camera, and
 * the minute is made up anew whenever it is sent, so that a thousand boxes can hold a year.
 * Confined to the sender's thread; {@link #passed}, {@link #acked()} and {@link #counted} are for
 * any.
 *
 * <p>Numbers follow the minutes from the first day on; of one minute, the cameras in their order.
 * Where the box's clock was wrong, the minute in which it was set right ends with the fix.
 */
final class ShopOutbox implements Outbox {
  private static final int ENVELOPE_BYTES = 192;
  private static final int ENTRY_BYTES = 32;
  private static final int FIX = Fleet.MOST_CAMERAS; // behind all cameras

  private final String epoch;
  private final Shop shop;
  private final boolean wrongClocks;
  private final LocalDate first;
  private final ShopMinutes minutes;
  private final JsonCodec codec = new JsonCodec();
  private final List<Long> firstSeqs = new ArrayList<>(List.of(1L)); // one for each day so far
  private Day day;
  private volatile Instant head;
  private volatile long acked;
  private volatile Counted counted;

  /** How many numbers there are once all minutes before a moment have passed. Immutable. */
  record Counted(Instant until, long next) {}

  /**
   * A day's numbers. Immutable once made.
   *
   * @param slots for each number its minute of the day and what stands there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and there are thousands
  private record Day(int index, long start, int[] slots, Optional<PowerCut> wrong) {
    static final int PARTS = Fleet.MOST_CAMERAS + 1;

    int minute(int row) {
      return slots[row] / PARTS;
    }

    int part(int row) {
      return slots[row] % PARTS;
    }

    /** How many numbers belong to minutes before one. */
    int before(long minute) {
      int found = Arrays.binarySearch(slots, Math.clamp(minute * PARTS, 0, Integer.MAX_VALUE));
      return found < 0 ? -found - 1 : found;
    }
  }

  /**
   * From the beginning of a day on.
   *
   * @param wrongClocks whether the clock is wrong after some power cuts
   */
  ShopOutbox(String epoch, Shop shop, LocalDate first, boolean wrongClocks) {
    this.epoch = epoch;
    this.shop = shop;
    this.first = first;
    this.wrongClocks = wrongClocks;
    this.minutes = new ShopMinutes(shop);
    this.head = first.atStartOfDay(shop.zone()).toInstant();
    this.day = day(0);
    this.counted = new Counted(Instant.MIN, 1);
  }

  /** All minutes before a moment have passed; never goes back. */
  void passed(Instant now) {
    head = now;
  }

  long acked() {
    return acked;
  }

  /** Where it stood when it was last asked for its position. */
  Counted counted() {
    return counted;
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public List<StreamName> streams() {
    return List.of(StreamName.WINDOWS);
  }

  @Override
  public Position position(StreamName stream) {
    return new Position(1, next(), acked);
  }

  /** The number that the first minute that has not passed will get. */
  private long next() {
    Instant now = head;
    LocalDate today = LocalDate.ofInstant(now, shop.zone());
    Day current = at((int) (today.toEpochDay() - first.toEpochDay()));
    long next =
        firstSeqs.get(current.index())
            + current.before((now.getEpochSecond() - current.start()) / 60);
    counted = new Counted(now, next);
    return next;
  }

  @Override
  public void acked(StreamName stream, long upto) {
    acked = upto;
  }

  @Override
  public Batch take(StreamName stream, long from, long to, int maxBytes) {
    List<Entry> entries = new ArrayList<>();
    long bytes = ENVELOPE_BYTES;
    for (long seq = from; seq <= to; seq++) {
      Entry.Row row = row(seq);
      bytes += ENTRY_BYTES + row.body().length(); // all of it is ASCII
      if (bytes > maxBytes && !entries.isEmpty()) {
        break;
      }
      entries.add(row);
    }
    return new Batch(epoch, stream, true, entries);
  }

  private Entry.Row row(long seq) {
    Day found = holding(seq);
    int row = (int) (seq - firstSeqs.get(found.index()));
    Instant minute = Instant.ofEpochSecond(found.start() + 60L * found.minute(row));
    if (found.part(row) == FIX) {
      return new Entry.Row(seq, Entry.Kind.CLOCK, codec.write(fix(found)));
    }
    long behind =
        found
            .wrong()
            .filter(cut -> wrong(cut, minute))
            .map(PowerCut::behind)
            .orElse(Duration.ZERO)
            .toMinutes();
    String body =
        minutes
            .json(found.part(row), minute, behind)
            .orElseThrow(() -> new IllegalStateException("nothing was seen at number " + seq));
    return new Entry.Row(seq, Entry.Kind.WINDOW, body);
  }

  private static boolean wrong(PowerCut cut, Instant minute) {
    return !minute.isBefore(cut.to()) && minute.isBefore(cut.wrongUntil());
  }

  private ClockFix fix(Day found) {
    PowerCut cut = found.wrong().orElseThrow();
    long firstSeq = firstSeqs.get(found.index());
    return new ClockFix(
        ClockFix.VERSION,
        firstSeq + found.before((cut.to().getEpochSecond() - found.start()) / 60),
        firstSeq + found.before((cut.wrongUntil().getEpochSecond() - found.start()) / 60) - 1,
        false,
        cut.behind().toMillis());
  }

  private Day holding(long seq) {
    if (seq < firstSeqs.get(day.index())) {
      int index = day.index();
      while (firstSeqs.get(index) > seq) {
        index--;
      }
      return at(index);
    }
    Day found = day;
    while (seq >= firstSeqs.get(found.index()) + found.slots().length) {
      found = at(found.index() + 1);
    }
    return found;
  }

  /** A day by its number; those before it have been counted then. */
  private Day at(int index) {
    if (day.index() == index) {
      return day;
    }
    for (int known = firstSeqs.size() - 1; known < index; known++) {
      firstSeqs.add(firstSeqs.get(known) + day(known).slots().length);
    }
    day = day(index);
    return day;
  }

  private Day day(int index) {
    LocalDate date = first.plusDays(index);
    Hours hours = shop.hours(date);
    List<Outages> outages = new ArrayList<>();
    for (int camera = 0; camera < shop.cameras().size(); camera++) {
      outages.add(Outages.of(shop, camera, date, hours));
    }
    Optional<PowerCut> wrong =
        wrongClocks
            ? PowerCut.of(shop, date, hours).filter(cut -> cut.behind().isPositive())
            : Optional.empty();
    long wrongFrom =
        wrong.map(cut -> (cut.to().getEpochSecond() - hours.dayStart()) / 60).orElse(0L);
    long fixed =
        wrong.map(cut -> (cut.wrongUntil().getEpochSecond() - hours.dayStart()) / 60).orElse(-1L);
    int mistimed = 0; // with the wrong clock
    int length = (int) (hours.dayEnd() - hours.dayStart()) / 60;
    int[] slots = new int[length * (outages.size() + 1)];
    int count = 0;
    for (int minute = 0; minute < length; minute++) {
      for (int camera = 0; camera < outages.size(); camera++) {
        if (outages.get(camera).seen(hours.dayStart() + 60L * minute) > 0) {
          slots[count++] = minute * Day.PARTS + camera;
          mistimed += minute >= wrongFrom && minute < fixed ? 1 : 0;
        }
      }
      if (minute == fixed && mistimed > 0) {
        slots[count++] = minute * Day.PARTS + FIX;
      }
    }
    return new Day(index, hours.dayStart(), Arrays.copyOf(slots, count), wrong);
  }
}
