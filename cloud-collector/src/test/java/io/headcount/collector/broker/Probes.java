package io.headcount.collector.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything the device acme/s1/d1 may not do, for one broker as for another. */
final class Probes {
  static final String DEVICE = "acme/s1/d1";
  static final List<String> UP =
      List.of("birth", "data", "event", "health", "state", "config/reported", "reply");
  static final List<String> DOWN = List.of("ack", "config/desired", "cmd");
  static final String COLLECTORS = "headcount/v1/_collectors/+/state";

  /** Other boxes, most of them with a name that is nearly ours. */
  private static final List<String> OTHERS =
      List.of(
          "acme/s1/d2",
          "acme/s1/d",
          "acme/s1/d10",
          "acme/s1/D1",
          "acme/s1/d1.",
          "acme/s1/-",
          "acme/s2/d1",
          "acme/s/d1",
          "acme/S1/d1",
          "acme/s11/d1",
          "acme/s1.d1/x",
          "acm/s1/d1",
          "acme1/s1/d1",
          "ACME/s1/d1",
          "other/s9/d9",
          "_collectors/s1/d1",
          "s1/acme/d1",
          "d1/s1/acme",
          "acme/d1/s1",
          "v1/acme/s1");

  private Probes() {}

  /** Topics for messages and for last wills. */
  static List<String> topics() {
    Set<String> topics = new TreeSet<>();
    for (String other : OTHERS) {
      both().forEach(kind -> topics.add("headcount/v1/" + other + "/" + kind));
      topics.add("homeassistant/sensor/" + other.replace('/', '-') + "/door/config");
    }
    DOWN.forEach(kind -> topics.add(own(kind)));
    both()
        .forEach(
            kind -> {
              topics.add("headcount/v2/" + DEVICE + "/" + kind);
              topics.add("Headcount/v1/" + DEVICE + "/" + kind);
              topics.add("/headcount/v1/" + DEVICE + "/" + kind);
              topics.add(own(kind) + "/x");
              topics.add(own(kind) + "/");
              topics.add(own(kind) + "x");
              topics.add("headcount/v1/" + DEVICE + "//" + kind);
              topics.add("headcount/v1/acme/s1//d1/" + kind);
            });
    topics.addAll(
        List.of(
            "headcount",
            "headcount/",
            "headcount/v1",
            "headcount/v1/",
            "headcount/v1/acme",
            "headcount/v1/" + DEVICE,
            "headcount/v1/" + DEVICE + "/",
            "headcount/v1/_collectors/c1/state",
            "headcount/v1/_collectors/x/y",
            "homeassistant/status",
            "homeassistant/sensor/acme-s1-d1/config",
            "homeassistant/sensor/acme-s1-d1/a/b/config",
            "homeassistant/sensor/acme-s1-d1/a/state",
            "homeassistant/sensor/acme-s1-d1//config",
            "homeassistant/switch/acme-s1-d1/a/config",
            "homeassistant/sensor/acme/s1/d1/a/config",
            "x",
            "/",
            "//",
            "a/b/c"));
    return List.copyOf(topics);
  }

  /** One topic in three, for last wills: each needs a connection of its own. */
  static List<String> wills() {
    List<String> topics = topics();
    return IntStream.range(0, topics.size())
        .filter(index -> index % 3 == 0)
        .mapToObj(topics::get)
        .toList();
  }

  /** Filters to subscribe to, those with wildcards and groups among them. */
  static List<String> filters() {
    Set<String> filters = new TreeSet<>(topics());
    UP.forEach(kind -> filters.add(own(kind)));
    both().forEach(kind -> filters.addAll(blurred(own(kind))));
    for (String other : OTHERS.subList(0, 8)) {
      both().forEach(kind -> filters.add("$share/g/headcount/v1/" + other + "/" + kind));
    }
    filters.addAll(
        List.of(
            "#",
            "+",
            "+/#",
            "$SYS/#",
            "$SYS/broker/clients/total",
            "$share/g/#",
            "$share/collectors/headcount/v1/+/+/+/data",
            "headcount/v1/_collectors/#",
            "headcount/v1/_collectors/+/+",
            "headcount/v1/_collectors/+/stat",
            "homeassistant/#",
            "homeassistant/sensor/+/+/config"));
    filters.remove(COLLECTORS);
    // it names one collector among those that may be read
    filters.remove("headcount/v1/_collectors/c1/state");
    DOWN.forEach(kind -> filters.remove(own(kind)));
    return List.copyOf(filters);
  }

  /** Topics to write to in order to see whether one of the filters lets something through. */
  static List<String> bait() {
    List<String> bait = new ArrayList<>();
    for (String other : OTHERS) {
      both().forEach(kind -> bait.add("headcount/v1/" + other + "/" + kind));
    }
    bait.add("headcount/v1/acme/s1/d1/extra");
    bait.add("headcount/v1/_collectors/c1/other");
    return bait;
  }

  static String own(String kind) {
    return "headcount/v1/" + DEVICE + "/" + kind;
  }

  private static List<String> both() {
    return Stream.concat(UP.stream(), DOWN.stream()).toList();
  }

  /** The topic with wildcards in place of one level or more, and cut short by {@code #}. */
  private static List<String> blurred(String topic) {
    String[] levels = topic.split("/", -1);
    List<String> filters = new ArrayList<>();
    for (int mask = 1; mask < 1 << levels.length; mask++) {
      String[] some = levels.clone();
      for (int level = 0; level < levels.length; level++) {
        if ((mask & 1 << level) != 0) {
          some[level] = "+";
        }
      }
      filters.add(String.join("/", some));
    }
    for (int level = 0; level <= levels.length; level++) {
      filters.add(
          String.join("/", Stream.concat(Stream.of(levels).limit(level), Stream.of("#")).toList()));
    }
    return filters;
  }
}
