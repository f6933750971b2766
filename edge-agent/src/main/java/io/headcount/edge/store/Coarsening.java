package io.headcount.edge.store;

import io.headcount.contract.CoarseWindow;
import io.headcount.contract.CountWindow;
import io.headcount.contract.Flow;
import io.headcount.contract.Heat;
import io.headcount.contract.LineCount;
import io.headcount.contract.QueueCount;
import io.headcount.contract.Sketch;
import io.headcount.contract.ZoneCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Puts windows of one span of time together so that no count is lost. Stateless. */
final class Coarsening {
  /** More parts than a minute ever has. */
  private static final int PARTS = 1000;

  private static final double NANOS = 1e9;

  private Coarsening() {}

  /**
   * A window that may be put together with others. Immutable.
   *
   * @param segment which stretch of the box's clock its number lies in
   * @param minutes how many it spans, 1 when nothing was put together yet
   */
  record Member(long seq, long segment, int minutes, CountWindow window) {}

  /**
   * Members put together. Immutable.
   *
   * @param seq the highest of the members' numbers
   * @param members two or more, ascending
   */
  record Merged(long seq, CoarseWindow window, List<Member> members) {
    Merged {
      members = List.copyOf(members);
    }
  }

  /** Only what was measured in the same way can be added up. */
  private record Likeness(
      String camera,
      String revision,
      long segment,
      List<String> lines,
      List<String> zones,
      String measured) {
    static Likeness of(Member member) {
      CountWindow window = member.window();
      return new Likeness(
          window.camera(),
          window.revision(),
          member.segment(),
          window.lines().stream().map(line -> line.id() + ' ' + line.policy()).toList(),
          window.zones().stream().map(Likeness::zone).toList(),
          window.flows().isPresent()
              + window.heat().map(h -> " %dx%d".formatted(h.columns(), h.rows())).orElse(""));
    }

    /** What was not measured everywhere cannot be told of the sum. */
    private static String zone(ZoneCount zone) {
      return "%s %s %s %s"
          .formatted(
              zone.id(),
              zone.type(),
              zone.dwell().isPresent(),
              zone.queue().map(queue -> queue.served().isPresent()));
    }
  }

  /** The beginning of the UTC span that a moment lies in. */
  static Instant spanOf(Instant time, int minutes) {
    return Instant.ofEpochSecond(
        Math.floorDiv(time.getEpochSecond(), minutes * 60L) * minutes * 60L);
  }

  /**
   * Puts together what is alike; what is like nothing else stays out.
   *
   * @param span windows of one span, of any cameras, each no longer than the span
   * @param minutes length of the span, 15 or 60
   */
  static List<Merged> coarsen(List<Member> span, int minutes) {
    Map<Likeness, List<Member>> groups = new LinkedHashMap<>();
    span.stream()
        .sorted(Comparator.comparingLong(Member::seq))
        .forEach(
            member ->
                groups.computeIfAbsent(Likeness.of(member), _ -> new ArrayList<>()).add(member));
    return groups.values().stream()
        .filter(members -> members.size() > 1)
        .map(members -> merge(members, minutes))
        .toList();
  }

  private static Merged merge(List<Member> members, int minutes) {
    CountWindow last = members.getLast().window();
    Instant start = spanOf(last.start(), minutes);
    double observed = members.stream().mapToDouble(Coarsening::observed).sum();
    CountWindow sum =
        new CountWindow(
            CountWindow.VERSION,
            last.camera(),
            start,
            part(members, start),
            Math.min(1, observed / minutes),
            (int) Math.min(Integer.MAX_VALUE, total(members, member -> member.window().frames())),
            last.revision(),
            lines(members, last),
            zones(members, last),
            members.stream().mapToInt(member -> member.window().statics()).max().orElse(0),
            last.flows().map(flows -> flows(members)),
            last.heat().map(heat -> heat(members)));
    return new Merged(
        members.getLast().seq(), new CoarseWindow(CoarseWindow.VERSION, minutes, sum), members);
  }

  /**
   * Camera, start and part name a window for ever, and a span may come to hold several coarse ones
   * beside minutes that were offered. So it takes the name of its earliest minute, which is in no
   * other window: the part of that one, and how many minutes into the span it is.
   */
  private static int part(List<Member> members, Instant start) {
    return members.stream()
        .map(Member::window)
        .mapToInt(
            window ->
                (int) ((window.start().getEpochSecond() - start.getEpochSecond()) / 60) * PARTS
                    + window.part())
        .min()
        .orElseThrow();
  }

  private static List<LineCount> lines(List<Member> members, CountWindow last) {
    List<LineCount> lines = new ArrayList<>();
    for (int i = 0; i < last.lines().size(); i++) {
      int line = i;
      LineCount totals = last.lines().get(line);
      lines.add(
          new LineCount(
              totals.id(),
              totals.policy(),
              total(members, member -> member.window().lines().get(line).in()),
              total(members, member -> member.window().lines().get(line).out()),
              totals.totalIn(),
              totals.totalOut()));
    }
    return lines;
  }

  private static List<ZoneCount> zones(List<Member> members, CountWindow last) {
    List<ZoneCount> zones = new ArrayList<>();
    for (int i = 0; i < last.zones().size(); i++) {
      int zone = i;
      zones.add(
          new ZoneCount(
              last.zones().get(zone).id(),
              last.zones().get(zone).type(),
              total(members, member -> member.window().zones().get(zone).visits()),
              total(members, member -> member.window().zones().get(zone).passBys()),
              // in whole nanoseconds, so that the order of adding changes nothing
              total(
                      members,
                      member ->
                          Math.round(member.window().zones().get(zone).dwellSeconds() * NANOS))
                  / NANOS,
              mean(members, zone),
              members.stream()
                  .mapToInt(member -> member.window().zones().get(zone).occupancyPeak())
                  .max()
                  .orElse(0),
              last.zones().get(zone).dwell().map(d -> sketch(members, zone, ZoneCount::dwell)),
              last.zones().get(zone).queue().map(queue -> queue(members, zone, queue))));
    }
    return zones;
  }

  private static QueueCount queue(List<Member> members, int zone, QueueCount last) {
    return new QueueCount(
        sketch(members, zone, z -> z.queue().map(QueueCount::waits)),
        last.served().map(s -> ends(members, zone, QueueCount::served)),
        last.abandoned().map(s -> ends(members, zone, QueueCount::abandoned)));
  }

  private static long ends(
      List<Member> members, int zone, Function<QueueCount, Optional<Long>> count) {
    return total(
        members, member -> member.window().zones().get(zone).queue().flatMap(count).orElse(0L));
  }

  private static Sketch sketch(
      List<Member> members, int zone, Function<ZoneCount, Optional<Sketch>> part) {
    return members.stream()
        .flatMap(member -> part.apply(member.window().zones().get(zone)).stream())
        .reduce(Sketch.NONE, Sketch::plus);
  }

  private static List<Flow> flows(List<Member> members) {
    Map<String, Flow> sums = new LinkedHashMap<>();
    members.stream()
        .flatMap(member -> member.window().flows().orElse(List.of()).stream())
        .forEach(
            flow ->
                sums.merge(
                    flow.way(), flow, (a, b) -> new Flow(a.from(), a.to(), a.count() + b.count())));
    return sums.values().stream().sorted(Comparator.comparing(Flow::way)).toList();
  }

  private static Heat heat(List<Member> members) {
    return members.stream()
        .flatMap(member -> member.window().heat().stream())
        .reduce(Heat::plus)
        .orElseThrow();
  }

  /** Weighted by observed time; where only single frames were observed, by those. */
  private static double mean(List<Member> members, int zone) {
    boolean timed = members.stream().anyMatch(member -> observed(member) > 0);
    double weights = 0;
    double sum = 0;
    for (Member member : members) {
      double weight = timed ? observed(member) : Math.max(1, member.window().frames());
      weights += weight;
      sum += weight * member.window().zones().get(zone).occupancyMean();
    }
    return sum / weights;
  }

  /** Minutes really observed. */
  private static double observed(Member member) {
    return member.window().coverage() * member.minutes();
  }

  private static long total(List<Member> members, ToLongFunction<Member> count) {
    return members.stream().mapToLong(count).sum();
  }
}
