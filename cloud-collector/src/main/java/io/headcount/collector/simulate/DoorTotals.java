package io.headcount.collector.simulate;

import java.time.LocalDate;
import java.util.List;

/**
 * What the lines of one shop had counted before a day began. Confined to one thread. Remembers one
 * day and goes from there to any other, so that the next is a short step.
 */
final class DoorTotals {
  private final Shop shop;
  private final long[] in;
  private final long[] out;
  private LocalDate day = Fleet.SINCE;

  DoorTotals(Shop shop) {
    this.shop = shop;
    in = new long[shop.doors()];
    out = new long[shop.doors()];
  }

  void moveTo(LocalDate wanted) {
    for (; day.isBefore(wanted); day = day.plusDays(1)) {
      add(day, 1);
    }
    while (day.isAfter(wanted)) {
      day = day.minusDays(1);
      add(day, -1);
    }
  }

  long in(int door) {
    return in[door];
  }

  long out(int door) {
    return out[door];
  }

  /** How many pass is known without drawing them; only an outage asks when each of them did. */
  private void add(LocalDate added, long sign) {
    Hours hours = shop.hours(added);
    if (hours.closedAllDay()) {
      return;
    }
    int count = Demand.visitors(shop, added, hours);
    List<ShopCamera> cameras = shop.cameras();
    for (int camera = 0; camera < cameras.size(); camera++) {
      if (cameras.get(camera).entrance().isEmpty()) {
        continue;
      }
      int door = cameras.get(camera).entrance().get();
      Outages outages = Outages.of(shop, camera, added, hours);
      if (outages.touch(hours)) {
        Visitors visitors = Visitors.of(shop, added, hours);
        in[door] += sign * seenIn(visitors, door, outages, hours);
        out[door] += sign * seenOut(visitors, door, outages, hours);
      } else {
        in[door] += sign * (shop.firstIn(count, door + 1) - shop.firstIn(count, door));
        out[door] += sign * (shop.firstOut(count, door + 1) - shop.firstOut(count, door));
      }
    }
  }

  private long seenIn(Visitors visitors, int door, Outages outages, Hours hours) {
    long seen = 0;
    int end = shop.firstIn(visitors.count(), door + 1);
    for (int i = shop.firstIn(visitors.count(), door); i < end; i++) {
      seen += outages.hold(hours.open() + visitors.enter(i)) ? 0 : 1;
    }
    return seen;
  }

  private long seenOut(Visitors visitors, int door, Outages outages, Hours hours) {
    long seen = 0;
    int end = shop.firstOut(visitors.count(), door + 1);
    for (int i = shop.firstOut(visitors.count(), door); i < end; i++) {
      seen += outages.hold(hours.open() + visitors.leave(i)) ? 0 : 1;
    }
    return seen;
  }
}
