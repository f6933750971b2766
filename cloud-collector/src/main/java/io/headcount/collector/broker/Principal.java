package io.headcount.collector.broker;

import java.util.Set;
import java.util.regex.Pattern;

/** Somebody whom the broker has let in, and the topics that are theirs. Immutable. */
public sealed interface Principal extends java.security.Principal {
  /** Whether a message, or a last will, may go to this topic. */
  boolean mayPublish(String topic);

  /** Whether this topic filter, without {@code $share/GROUP/}, may be subscribed to. */
  boolean maySubscribe(String filter);

  /**
   * The name that the session is kept under. It is not the client's to choose, so nobody can take
   * over, or push out, the session of somebody else.
   */
  String session(String clientId);

  /** One box in one store: it sees nothing but its own topics and whether a collector is there. */
  record Device(String tenant, String store, String device) implements Principal {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SENSOR = Pattern.compile("[A-Za-z0-9_-]{1,128}/config");
    private static final Set<String> UP =
        Set.of("birth", "data", "event", "health", "state", "config/reported", "reply");
    private static final Set<String> DOWN = Set.of("ack", "config/desired", "cmd");
    private static final String COLLECTORS = "headcount/v1/_collectors/+/state";

    public Device {
      requireId("tenant", tenant);
      requireId("store", store);
      requireId("device", device);
    }

    private static void requireId(String what, String id) {
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            what
                + " '"
                + id
                + "': give it 1 to 64 letters, digits, '.', '-' and '_', beginning with a letter or"
                + " digit");
      }
    }

    @Override
    public boolean mayPublish(String topic) {
      String own = "headcount/v1/" + getName() + "/";
      String sensors = "homeassistant/sensor/" + tenant + "-" + store + "-" + device + "/";
      return topic.startsWith(own)
          ? UP.contains(topic.substring(own.length()))
          : topic.startsWith(sensors)
              && SENSOR.matcher(topic.substring(sensors.length())).matches();
    }

    @Override
    public boolean maySubscribe(String filter) {
      String own = "headcount/v1/" + getName() + "/";
      return filter.equals(COLLECTORS)
          || (filter.startsWith(own) && DOWN.contains(filter.substring(own.length())));
    }

    /** {@code tenant/store/device}. */
    @Override
    public String getName() {
      return tenant + "/" + store + "/" + device;
    }

    /** One session a device, so that none can leave a heap of them behind. */
    @Override
    public String session(String clientId) {
      return getName();
    }
  }

  /** A collector: all of {@code headcount/}. */
  record Collector(String getName) implements Principal {
    private static final String ALL = "headcount/";

    public Collector {
      if (getName.isBlank()) {
        throw new IllegalArgumentException("a collector without a name: give it one");
      }
    }

    @Override
    public boolean mayPublish(String topic) {
      return maySubscribe(topic) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }

    @Override
    public boolean maySubscribe(String filter) {
      return filter.startsWith(ALL);
    }

    /** As many sessions as it has client ids; no device has a name with a colon. */
    @Override
    public String session(String clientId) {
      return "collector:" + clientId;
    }
  }
}
