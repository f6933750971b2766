package io.headcount.collector.simulate;

import java.util.List;

/**
 * Who went from zone to zone of a camera in one minute: people come to its zones from outside the
 * picture, some go on from the first to the second. Stateless.
 */
final class Ways {
  private Ways() {}

  /** Takes one way; a zone that is absent is outside the picture, and empty here. */
  @FunctionalInterface
  interface Each {
    void way(String from, String to, int count);
  }

  /** Tells each way that somebody went, in one order always. */
  static void tell(ShopCamera camera, List<ZoneDay> days, int minute, Each each) {
    for (int i = 0; i < days.size(); i++) {
      ShopCamera.Zone zone = camera.zones().get(i);
      ZoneDay day = days.get(i);
      int before = i == 0 ? 0 : onwards(camera, days, minute);
      int after = i == 0 && days.size() > 1 ? onwards(camera, days, minute) : 0;
      tell(each, "", zone.id(), day.entered(minute) - before);
      if (after > 0) {
        each.way(zone.id(), camera.zones().get(1).id(), after);
      }
      tell(each, zone.id(), "", day.visits(minute) - after);
    }
  }

  private static void tell(Each each, String from, String to, int count) {
    if (count > 0) {
      each.way(from, to, count);
    }
  }

  /** From a queue all go on who do not give up, from a shelf about half of those who may have. */
  private static int onwards(ShopCamera camera, List<ZoneDay> days, int minute) {
    int left = days.getFirst().visits(minute);
    return camera.zones().getFirst().use() == ShopCamera.Use.QUEUE
        ? left - days.getFirst().abandoned(minute)
        : Math.min(left, days.get(1).entered(minute)) / 2;
  }
}
