package io.headcount.collector.simulate;

import java.time.LocalDate;
import java.util.List;

/**
 * Writes windows as JSON, some ten times as fast as by way of their records: a simulated chain
 * makes more of them than all boxes of a real one. Confined to one thread.
 */
final class WindowText {
  private static final long SECONDS_A_DAY = 86_400;
  private static final int[] NONE = {};

  private final String revision;
  private final Warmth warmth = new Warmth();
  private final StringBuilder out = new StringBuilder(1 << 10);
  private long dateDay = Long.MIN_VALUE;
  private String date = "";

  WindowText(String revision) {
    this.revision = revision;
  }

  /**
   * @param start beginning of the true minute
   * @param stamped what the box takes for it; both in seconds since 1970
   */
  String write(CameraDay day, long start, long stamped) {
    int seen = day.seen(start);
    int minute = day.openMinute(start);
    ShopCamera camera = day.camera();
    out.setLength(0);
    out.append("{\"v\":1,\"camera\":\"").append(camera.id()).append("\",\"start\":\"");
    time(stamped);
    out.append("\",\"part\":0,\"coverage\":");
    decimal(thousandths(seen, 60));
    out.append(",\"frames\":").append(day.frames(start, seen));
    out.append(",\"revision\":\"").append(revision).append("\",\"lines\":[");
    if (camera.entrance().isPresent()) {
      line(day, minute);
    }
    out.append("],\"zones\":[");
    zones(camera.zones(), day, minute, seen);
    out.append("],\"statics\":").append(camera.statics()).append(",\"flows\":[");
    boolean open = day.open(minute);
    if (open) {
      Ways.tell(camera, day.zones(), minute, this::way);
      warmth.paint(camera, day.zones(), minute);
    } else {
      warmth.paintNothing();
    }
    out.append("],\"heat\":{\"columns\":").append(Warmth.COLUMNS);
    out.append(",\"rows\":").append(Warmth.ROWS).append(",\"presence\":\"");
    bins(warmth.presence());
    out.append("\",\"stationary\":\"");
    bins(warmth.stationary());
    return out.append("\"}}").toString();
  }

  private void way(String from, String to, int count) {
    out.append(out.charAt(out.length() - 1) == '[' ? "{" : ",{");
    if (!from.isEmpty()) {
      out.append("\"from\":\"").append(from).append("\",");
    }
    if (!to.isEmpty()) {
      out.append("\"to\":\"").append(to).append("\",");
    }
    out.append("\"count\":").append(count).append('}');
  }

  private void bins(int[] counts) {
    boolean first = true;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        bin(first, i, counts[i]);
        first = false;
      }
    }
  }

  /** Bins that are listed in ascending order, each as often as it counts. */
  private void sketch(int[] bins) {
    for (int i = 0; i < bins.length; ) {
      int from = i;
      while (i < bins.length && bins[i] == bins[from]) {
        i++;
      }
      bin(from == 0, bins[from], i - from);
    }
  }

  private void bin(boolean first, int number, int count) {
    out.append(first ? "" : ",").append(number);
    if (count > 1) {
      out.append(':').append(count);
    }
  }

  private void line(CameraDay day, int minute) {
    long in = day.totalIn(minute);
    long gone = day.totalOut(minute);
    out.append("{\"id\":\"").append(ShopCamera.LINE);
    out.append("\",\"policy\":\"").append(ShopCamera.POLICY);
    out.append("\",\"in\":").append(in - day.totalIn(minute - 1));
    out.append(",\"out\":").append(gone - day.totalOut(minute - 1));
    out.append(",\"totalIn\":").append(in).append(",\"totalOut\":").append(gone).append('}');
  }

  private void zones(List<ShopCamera.Zone> zones, CameraDay day, int minute, int seen) {
    boolean open = day.open(minute);
    for (int i = 0; i < zones.size(); i++) {
      ShopCamera.Zone zone = zones.get(i);
      ZoneDay counts = day.zones().get(i);
      out.append(i == 0 ? "" : ",").append("{\"id\":\"").append(zone.id());
      out.append("\",\"type\":\"").append(zone.use().text());
      out.append("\",\"visits\":").append(open ? counts.visits(minute) : 0);
      out.append(",\"passBys\":").append(open ? counts.passBys(minute) : 0);
      out.append(",\"dwellSeconds\":").append(open ? counts.dwell(minute) : 0);
      out.append(",\"occupancyMean\":");
      decimal(open ? thousandths(counts.present(minute), seen) : 0);
      out.append(",\"occupancyPeak\":").append(open ? counts.peak(minute) : 0);
      int[] dwell = open ? counts.dwellBins(minute) : NONE;
      out.append(",\"dwell\":\"");
      sketch(dwell);
      out.append('"');
      if (zone.use() == ShopCamera.Use.QUEUE) {
        int abandoned = open ? counts.abandoned(minute) : 0;
        out.append(",\"queue\":{\"waits\":\"");
        sketch(dwell);
        out.append("\",\"served\":").append(dwell.length - abandoned);
        out.append(",\"abandoned\":").append(abandoned).append('}');
      }
      out.append('}');
    }
  }

  /** {@code 2026-03-01T09:15:00Z}. */
  private void time(long second) {
    long day = Math.floorDiv(second, SECONDS_A_DAY);
    if (day != dateDay) {
      date = LocalDate.ofEpochDay(day) + "T";
      dateDay = day;
    }
    int minute = (int) (second - day * SECONDS_A_DAY) / 60;
    out.append(date);
    twoDigits(minute / 60);
    out.append(':');
    twoDigits(minute % 60);
    out.append(":00Z");
  }

  private void twoDigits(int number) {
    out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** A number of thousandths as a decimal number without zeros at its end. */
  private void decimal(long thousandths) {
    out.append(thousandths / 1000);
    long rest = thousandths % 1000;
    if (rest > 0) {
      out.append('.').append((char) ('0' + rest / 100));
      if (rest % 100 > 0) {
        out.append((char) ('0' + rest / 10 % 10));
        if (rest % 10 > 0) {
          out.append((char) ('0' + rest % 10));
        }
      }
    }
  }

  /** Rounded; so many digits as people care for. */
  static long thousandths(long part, long whole) {
    return (2000 * part + whole) / (2 * whole);
  }
}
