package io.headcount.collector.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.contract.Batch;
import io.headcount.contract.ClockFix;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Entry;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.StreamName;
import io.headcount.delivery.sender.Outbox;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShopOutboxTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 28); // before the clocks change
  private static final int BATCH = 64 * 1024;

  private final JsonCodec codec = new JsonCodec();

  private static Instant start(Shop shop, LocalDate day) {
    return day.atStartOfDay(shop.zone()).toInstant();
  }

  private static List<Entry> all(ShopOutbox outbox) {
    Outbox.Position at = outbox.position(StreamName.WINDOWS);
    List<Entry> entries = new ArrayList<>();
    long from = 1;
    while (from < at.next()) {
      Batch batch = outbox.take(StreamName.WINDOWS, from, at.next() - 1, BATCH);
      assertThat(batch.from()).isEqualTo(from);
      entries.addAll(batch.entries());
      from = batch.to() + 1;
    }
    return entries;
  }

  @Test
  void everyMinuteThatWasSeenHasItsNumber() {
    for (Shop shop : Fleet.of(2, 6, 2).shops()) {
      ShopOutbox outbox = new ShopOutbox("e", shop, DAY, false);
      Instant end = start(shop, DAY.plusDays(3)).plusSeconds(3600);
      outbox.passed(end);
      ShopMinutes minutes = new ShopMinutes(shop);
      List<String> expected = new ArrayList<>();
      for (Instant at = start(shop, DAY); at.isBefore(end); at = at.plusSeconds(60)) {
        for (int camera = 0; camera < 2; camera++) {
          minutes.json(camera, at).ifPresent(expected::add);
        }
      }
      assertThat(all(outbox)).extracting(entry -> ((Entry.Row) entry).body()).isEqualTo(expected);
    }
  }

  @Test
  void whatIsSentAgainIsTheSame() {
    Shop shop = Fleet.of(2, 1, 3).shops().getFirst();
    ShopOutbox outbox = new ShopOutbox("e", shop, DAY, true);
    outbox.passed(start(shop, DAY.plusDays(20)));
    Batch early = outbox.take(StreamName.WINDOWS, 1000, 1100, BATCH);
    Batch late = outbox.take(StreamName.WINDOWS, 50_000, 50_100, BATCH);
    outbox.passed(start(shop, DAY.plusDays(40)));
    outbox.position(StreamName.WINDOWS);
    assertThat(outbox.take(StreamName.WINDOWS, 1000, 1100, BATCH)).isEqualTo(early);
    assertThat(outbox.take(StreamName.WINDOWS, 50_000, 50_100, BATCH)).isEqualTo(late);
  }

  @Test
  void aWrongClockIsSetRight() {
    int fixes = 0;
    for (Shop shop : Fleet.of(3, 30, 1).shops()) {
      for (int i = 0; i < 60; i++) {
        LocalDate day = DAY.plusDays(i);
        if (PowerCut.of(shop, day, shop.hours(day))
            .filter(c -> c.behind().isPositive())
            .isPresent()) {
          ShopOutbox outbox = new ShopOutbox("e", shop, day, true);
          outbox.passed(start(shop, day.plusDays(1)));
          fixes += fixed(shop, day, all(outbox));
        }
      }
    }
    assertThat(fixes).isPositive();
  }

  /** No minute is written twice, neither as stamped nor as set right. */
  private int fixed(Shop shop, LocalDate day, List<Entry> entries) {
    List<ClockFix> fixes =
        entries.stream()
            .map(Entry.Row.class::cast)
            .filter(row -> row.kind() == Entry.Kind.CLOCK)
            .map(row -> codec.read(row.body(), ClockFix.class))
            .toList();
    Set<Instant> stamped = new HashSet<>();
    Set<Instant> real = new HashSet<>();
    for (Entry entry : entries) {
      Entry.Row row = (Entry.Row) entry;
      if (row.kind() == Entry.Kind.WINDOW) {
        Instant start = codec.read(row.body(), CountWindow.class).start();
        assertThat(stamped.add(start)).isTrue();
        Instant shifted =
            fixes.stream()
                .filter(fix -> fix.fromSeq() <= row.seq() && row.seq() <= fix.toSeq())
                .findFirst()
                .map(fix -> start.plusMillis(fix.shiftMillis()))
                .orElse(start);
        assertThat(real.add(shifted)).isTrue();
      }
    }
    ShopMinutes minutes = new ShopMinutes(shop);
    assertThat(real).allMatch(at -> minutes.minute(0, at).isPresent());
    assertThat(real).hasSize(entries.size() - fixes.size());
    assertThat(real.stream().min(Instant::compareTo)).contains(start(shop, day));
    return fixes.size();
  }
}
