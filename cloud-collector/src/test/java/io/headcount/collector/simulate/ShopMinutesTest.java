package io.headcount.collector.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.headcount.contract.CountWindow;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.LineCount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShopMinutesTest {
  private static final long SEED = 4;
  private static final Fleet FLEET = Fleet.of(SEED, 20, 4);

  private static Instant start(Shop shop, LocalDate day) {
    return day.atStartOfDay(shop.zone()).toInstant();
  }

  /** All windows of one camera of a day. */
  private static List<CountWindow> day(Shop shop, int camera, LocalDate day) {
    ShopMinutes minutes = new ShopMinutes(shop);
    List<CountWindow> windows = new ArrayList<>();
    Instant end = start(shop, day.plusDays(1));
    for (Instant at = start(shop, day); at.isBefore(end); at = at.plusSeconds(60)) {
      minutes.minute(camera, at).ifPresent(windows::add);
    }
    return windows;
  }

  private static List<CountWindow> doors(Shop shop, LocalDate day) {
    return IntStream.range(0, shop.cameras().size())
        .filter(camera -> shop.cameras().get(camera).entrance().isPresent())
        .mapToObj(camera -> day(shop, camera, day))
        .flatMap(List::stream)
        .toList();
  }

  private static long in(List<CountWindow> windows) {
    return windows.stream().flatMap(w -> w.lines().stream()).mapToLong(LineCount::in).sum();
  }

  private static long out(List<CountWindow> windows) {
    return windows.stream().flatMap(w -> w.lines().stream()).mapToLong(LineCount::out).sum();
  }

  private static boolean whole(List<CountWindow> windows, Shop shop) {
    return windows.size() == 1440L * shop.doors()
        && windows.stream().allMatch(window -> window.coverage() == 1);
  }

  @Test
  void theSameMinuteIsTheSameInAnyOrder() {
    Shop shop = FLEET.shops().get(3);
    List<Instant> minutes = new ArrayList<>();
    Instant from = start(shop, LocalDate.of(2026, 5, 12)).plus(Duration.ofHours(9));
    for (int i = 0; i < 400; i++) {
      minutes.add(from.plus(Duration.ofMinutes(i * 31L)));
    }
    ShopMinutes inOrder = new ShopMinutes(shop);
    List<Optional<CountWindow>> expected =
        minutes.stream().map(at -> inOrder.minute(0, at)).toList();
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, minutes.size()).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    ShopMinutes anyOrder = new ShopMinutes(Fleet.of(SEED, 20, 4).shops().get(3));
    for (int i : shuffled) {
      assertThat(anyOrder.minute(0, minutes.get(i).plusSeconds(i % 60))).isEqualTo(expected.get(i));
    }
  }

  @Test
  void textIsWhatTheCodecWrites() {
    JsonCodec codec = new JsonCodec();
    int partial = 0;
    for (Shop shop : FLEET.shops()) {
      ShopMinutes minutes = new ShopMinutes(shop);
      for (int camera = 0; camera < 4; camera++) {
        Instant from = start(shop, LocalDate.of(2026, 2, 3));
        for (int i = 0; i < 4000; i++) {
          Instant at = from.plus(Duration.ofMinutes(i * 7L));
          Optional<CountWindow> window = minutes.minute(camera, at);
          assertThat(minutes.json(camera, at)).isEqualTo(window.map(codec::write));
          partial += window.filter(w -> w.coverage() < 1).isPresent() ? 1 : 0;
        }
      }
    }
    assertThat(partial).isPositive();
  }

  @Test
  void totalsGoOnFromMinuteToMinute() {
    Shop shop = FLEET.shops().get(1);
    ShopMinutes minutes = new ShopMinutes(shop);
    long totalIn = 0;
    long totalOut = 0;
    int lost = 0;
    Instant end = start(shop, Fleet.SINCE.plusDays(120));
    for (Instant at = start(shop, Fleet.SINCE); at.isBefore(end); at = at.plusSeconds(60)) {
      Optional<CountWindow> window = minutes.minute(0, at);
      if (window.isEmpty()) {
        lost++;
        continue;
      }
      LineCount line = window.get().lines().getFirst();
      totalIn += line.in();
      totalOut += line.out();
      assertThat(line.totalIn()).as("in at %s", at).isEqualTo(totalIn);
      assertThat(line.totalOut()).as("out at %s", at).isEqualTo(totalOut);
    }
    assertThat(lost).isPositive();
    assertThat(totalIn).isGreaterThan(10_000);
  }

  @Test
  void nobodyRemainsAfterClosing() {
    int looked = 0;
    for (Shop shop : FLEET.shops()) {
      for (int i = 0; i < 5; i++) {
        List<CountWindow> windows = doors(shop, LocalDate.of(2026, 3, 9).plusDays(i * 17L));
        if (whole(windows, shop)) {
          looked++;
          assertThat(in(windows)).as(shop.id()).isEqualTo(out(windows));
        }
      }
    }
    assertThat(looked).isGreaterThan(70);
  }

  @Test
  void nothingHappensWhileClosed() {
    for (Shop shop : FLEET.shops()) {
      LocalDate day = LocalDate.of(2026, 6, 10);
      Hours hours = shop.hours(day);
      List<CountWindow> shut =
          IntStream.range(0, 4)
              .mapToObj(camera -> day(shop, camera, day))
              .flatMap(List::stream)
              .filter(
                  w ->
                      w.start().getEpochSecond() < hours.open()
                          || w.start().getEpochSecond() >= hours.close())
              .toList();
      assertThat(shut).isNotEmpty();
      assertThat(shut).allMatch(w -> w.lines().stream().allMatch(l -> l.in() + l.out() == 0));
      assertThat(shut)
          .allMatch(
              w ->
                  w.zones().stream()
                      .allMatch(z -> z.visits() + z.passBys() + z.occupancyPeak() == 0));
    }
  }

  @Test
  void closedDaysCountZeroAndAreObserved() {
    Shop hamburg = FLEET.shops().getFirst();
    List<CountWindow> christmas = day(hamburg, 0, LocalDate.of(2025, 12, 25));
    assertThat(christmas).hasSizeGreaterThan(1000);
    assertThat(in(christmas)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-29", "2026-10-25"})
  void daysOfOtherLengthsAreWhole(LocalDate day) {
    int hours = day.getMonthValue() == 3 ? 23 : 25;
    int looked = 0;
    for (Shop shop : Fleet.of(SEED, 100, 1).shops()) {
      if (shop.city() == City.PARIS || shop.city() == City.LEEDS) {
        List<CountWindow> windows = day(shop, 0, day);
        if (windows.stream().allMatch(w -> w.coverage() == 1) && windows.size() == hours * 60) {
          looked++;
          assertThat(in(windows)).as(shop.id()).isEqualTo(out(windows));
        }
        LineCount before = day(shop, 0, day.minusDays(1)).getLast().lines().getFirst();
        LineCount after = day(shop, 0, day.plusDays(1)).getFirst().lines().getFirst();
        assertThat(after.totalIn() - before.totalIn()).isEqualTo(in(windows));
      }
    }
    assertThat(looked).isGreaterThan(15);
  }

  @Test
  void zonesAgreeWithTheDoors() {
    for (Shop shop : FLEET.shops()) {
      LocalDate day = LocalDate.of(2026, 6, 11);
      List<CountWindow> doors = doors(shop, day);
      List<CountWindow> tills = day(shop, 1, day);
      if (!whole(doors, shop) || tills.size() < 1440) {
        continue;
      }
      long paid = tills.stream().mapToLong(w -> w.zones().get(1).visits()).sum();
      assertThat((double) paid / in(doors)).isBetween(shop.kind().buyers() - 0.1, 1.0);
      double occupied =
          tills.stream().mapToDouble(w -> w.zones().get(1).occupancyMean() * 60).sum();
      double dwelt = tills.stream().mapToDouble(w -> w.zones().get(1).dwellSeconds()).sum();
      assertThat(occupied).isCloseTo(dwelt, withinPercentage(1));
      assertThat(tills)
          .allMatch(
              w -> w.zones().stream().allMatch(z -> z.occupancyPeak() >= z.occupancyMean() - 1e-3));
    }
  }

  @Test
  void beforeTheBeginningThereIsNothing() {
    Shop shop = FLEET.shops().getFirst();
    Instant since = start(shop, Fleet.SINCE);
    assertThat(new ShopMinutes(shop).minute(0, since.minusSeconds(60))).isEmpty();
    assertThat(new ShopMinutes(shop).minute(0, since)).isPresent();
  }
}
