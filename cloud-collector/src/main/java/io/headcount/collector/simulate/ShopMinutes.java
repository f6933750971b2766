package io.headcount.collector.simulate;

import io.headcount.contract.Bins;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The minutes of one shop, in any order. Confined to one thread. What it gives depends on the shop
 * alone; it keeps the day that was asked for last, because the next question is mostly about the
 * same.
 */
public final class ShopMinutes {
  private final Shop shop;
  private final DoorTotals totals;
  private final WindowText text;
  private final long since;
  private Hours hours = new Hours(0, 0, 0, 0);
  private List<CameraDay> cameras = List.of(); // one for each camera

  public ShopMinutes(Shop shop) {
    this.shop = shop;
    totals = new DoorTotals(shop);
    text = new WindowText(shop.revision());
    since = Fleet.SINCE.atStartOfDay(shop.zone()).toEpochSecond();
  }

  /**
   * What a camera counted in the minute around a moment; empty when it saw nothing of it, and
   * before {@link Fleet#SINCE}.
   */
  public Optional<CountWindow> minute(int camera, Instant at) {
    long start = minuteStart(at);
    return day(camera, start).map(day -> window(day, start));
  }

  /** The same as JSON, byte for byte as the contract's codec writes it. */
  public Optional<String> json(int camera, Instant at) {
    return json(camera, at, 0);
  }

  /** {@link #json(int, Instant)}, as a box writes it whose clock is so many minutes behind. */
  Optional<String> json(int camera, Instant at, long behindMinutes) {
    long start = minuteStart(at);
    return day(camera, start).map(day -> text.write(day, start, start - 60 * behindMinutes));
  }

  /** All who passed the shop's doors, as far as its cameras saw. Immutable. */
  record Doors(long in, long out) {}

  /** Who passed the doors from the beginning until a moment; none before the beginning. */
  Doors doorsBefore(Instant at) {
    long last = minuteStart(at) - 60;
    if (last < since) {
      return new Doors(0, 0);
    }
    turnTo(last);
    long in = 0;
    long out = 0;
    for (CameraDay camera : cameras) {
      in += camera.totalIn(camera.openMinute(last));
      out += camera.totalOut(camera.openMinute(last));
    }
    return new Doors(in, out);
  }

  private static long minuteStart(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60) * 60;
  }

  private Optional<CameraDay> day(int camera, long start) {
    if (start < since) {
      return Optional.empty();
    }
    turnTo(start);
    CameraDay seen = cameras.get(camera);
    return seen.seen(start) == 0 ? Optional.empty() : Optional.of(seen);
  }

  /** Gets the day ready that a minute lies in. */
  private void turnTo(long start) {
    if (start >= hours.dayStart() && start < hours.dayEnd()) {
      return;
    }
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(start), shop.zone());
    totals.moveTo(day);
    Hours opened = shop.hours(day);
    Visitors visitors = Visitors.of(shop, day, opened);
    cameras =
        IntStream.range(0, shop.cameras().size())
            .mapToObj(camera -> CameraDay.of(shop, camera, day, opened, visitors, totals))
            .toList();
    hours = opened;
  }

  private CountWindow window(CameraDay day, long start) {
    int seen = day.seen(start);
    int minute = day.openMinute(start);
    ShopCamera camera = day.camera();
    List<LineCount> lines = new ArrayList<>();
    if (camera.entrance().isPresent()) {
      long in = day.totalIn(minute);
      long out = day.totalOut(minute);
      lines.add(
          new LineCount(
              ShopCamera.LINE,
              ShopCamera.POLICY,
              in - day.totalIn(minute - 1),
              out - day.totalOut(minute - 1),
              in,
              out));
    }
    List<ZoneCount> zones = new ArrayList<>();
    for (int i = 0; i < camera.zones().size(); i++) {
      zones.add(zone(camera.zones().get(i), day.zones().get(i), day.open(minute), minute, seen));
    }
    return new CountWindow(
        CountWindow.VERSION,
        camera.id(),
        Instant.ofEpochSecond(start),
        0,
        WindowText.thousandths(seen, 60) / 1000.0,
        day.frames(start, seen),
        shop.revision(),
        lines,
        zones,
        camera.statics(),
        Optional.of(flows(day, minute)),
        Optional.of(heat(day, minute)));
  }

  private static List<Flow> flows(CameraDay day, int minute) {
    List<Flow> flows = new ArrayList<>();
    if (day.open(minute)) {
      Ways.tell(
          day.camera(),
          day.zones(),
          minute,
          (from, to, count) -> flows.add(new Flow(zone(from), zone(to), count)));
    }
    return flows;
  }

  private static Optional<String> zone(String id) {
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  private static Heat heat(CameraDay day, int minute) {
    Warmth warmth = new Warmth();
    if (day.open(minute)) {
      warmth.paint(day.camera(), day.zones(), minute);
    }
    return new Heat(
        Warmth.COLUMNS, Warmth.ROWS, bins(warmth.presence()), bins(warmth.stationary()));
  }

  private static Bins bins(int[] counts) {
    return Bins.of(Arrays.stream(counts).asLongStream().toArray());
  }

  private static ZoneCount zone(
      ShopCamera.Zone zone, ZoneDay day, boolean open, int minute, int seen) {
    String type = zone.use().text();
    Sketch dwell = open ? sketch(day.dwellBins(minute)) : Sketch.NONE;
    long abandoned = open ? day.abandoned(minute) : 0;
    Optional<QueueCount> queue =
        zone.use() == ShopCamera.Use.QUEUE
            ? Optional.of(
                new QueueCount(
                    dwell, Optional.of(dwell.count() - abandoned), Optional.of(abandoned)))
            : Optional.empty();
    return open
        ? new ZoneCount(
            zone.id(),
            type,
            day.visits(minute),
            day.passBys(minute),
            day.dwell(minute),
            WindowText.thousandths(day.present(minute), seen) / 1000.0,
            day.peak(minute),
            Optional.of(dwell),
            queue)
        : new ZoneCount(zone.id(), type, 0, 0, 0, 0, 0, Optional.of(dwell), queue);
  }

  private static Sketch sketch(int[] bins) {
    long[] counts = new long[Sketch.LAST + 1];
    for (int bin : bins) {
      counts[bin]++;
    }
    return new Sketch(Bins.of(counts));
  }
}
