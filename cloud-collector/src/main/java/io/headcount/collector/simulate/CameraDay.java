package io.headcount.collector.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one camera saw on one day of its shop, ready to be read. Immutable once made. */
final class CameraDay {
  private static final long KEY = 41;
  private static final int FRAMES_A_SECOND = 10;

  private final ShopCamera camera;
  private final Hours hours;
  private final Outages outages;
  private final List<ZoneDay> zones;
  private final int[] in; // crossings up to the end of each open minute
  private final int[] out;
  private final long totalIn;
  private final long totalOut;

  private CameraDay(
      ShopCamera camera,
      Hours hours,
      Outages outages,
      List<ZoneDay> zones,
      int[] in,
      int[] out,
      long totalIn,
      long totalOut) {
    this.camera = camera;
    this.hours = hours;
    this.outages = outages;
    this.zones = List.copyOf(zones);
    this.in = in;
    this.out = out;
    this.totalIn = totalIn;
    this.totalOut = totalOut;
  }

  /**
   * @param totals where the shop's lines stood when the day began
   */
  static CameraDay of(
      Shop shop, int index, LocalDate day, Hours hours, Visitors visitors, DoorTotals totals) {
    ShopCamera camera = shop.cameras().get(index);
    Outages outages = Outages.of(shop, index, day, hours);
    List<ZoneDay> zones = new ArrayList<>();
    for (int zone = 0; zone < camera.zones().size(); zone++) {
      long seed = Chance.key(shop.seed(), KEY, index, zone, day.toEpochDay());
      zones.add(ZoneDay.of(camera.zones().get(zone), visitors, hours, outages, seed));
    }
    boolean line = camera.entrance().isPresent();
    int[] in = new int[line ? hours.openMinutes() : 0];
    int[] out = new int[in.length];
    if (line) {
      int door = camera.entrance().get();
      int count = visitors.count();
      for (int i = shop.firstIn(count, door); i < shop.firstIn(count, door + 1); i++) {
        in[visitors.enter(i) / 60] += outages.hold(hours.open() + visitors.enter(i)) ? 0 : 1;
      }
      for (int i = shop.firstOut(count, door); i < shop.firstOut(count, door + 1); i++) {
        out[visitors.leave(i) / 60] += outages.hold(hours.open() + visitors.leave(i)) ? 0 : 1;
      }
      Arrays.parallelPrefix(in, Integer::sum);
      Arrays.parallelPrefix(out, Integer::sum);
      return new CameraDay(
          camera, hours, outages, zones, in, out, totals.in(door), totals.out(door));
    }
    return new CameraDay(camera, hours, outages, zones, in, out, 0, 0);
  }

  ShopCamera camera() {
    return camera;
  }

  List<ZoneDay> zones() {
    return zones;
  }

  /** How many seconds of a minute were seen. */
  int seen(long minuteStart) {
    return outages.seen(minuteStart);
  }

  /** Frames looked at in a minute of which so much was seen; now and then one is late. */
  int frames(long minuteStart, int seen) {
    int late = (int) (1.2 * Chance.unit(Chance.key(KEY, minuteStart, zones.size())));
    return Math.max(0, seen * FRAMES_A_SECOND - late);
  }

  /** Which minute since opening this is; below 0 or beyond the last while the shop is closed. */
  int openMinute(long minuteStart) {
    return (int) Math.floorDiv(minuteStart - hours.open(), 60);
  }

  /** Whether the shop is open in a minute of {@link #openMinute}. */
  boolean open(int minute) {
    return minute >= 0 && minute < hours.openMinutes();
  }

  /** All who came in by the end of a minute since the box began to count. */
  long totalIn(int minute) {
    return totalIn + upTo(in, minute);
  }

  long totalOut(int minute) {
    return totalOut + upTo(out, minute);
  }

  /** The last minute that was seen says what all later ones repeat. */
  private static int upTo(int[] sums, int minute) {
    return sums.length == 0 || minute < 0 ? 0 : sums[Math.min(minute, sums.length - 1)];
  }
}
