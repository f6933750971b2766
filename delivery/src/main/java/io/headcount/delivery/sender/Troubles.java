package io.headcount.delivery.sender;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.headcount.contract.DeviceAddress;
import io.headcount.delivery.sender.SenderStatus.Problem;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What is wrong now, each kind logged when it begins and when it ends. Confined to its owner. */
final class Troubles {
  private static final System.Logger LOG = System.getLogger(SenderLoop.class.getName());

  private final DeviceAddress device;
  private final Map<Kind, Problem> standing = new EnumMap<>(Kind.class);

  /** What can be wrong, the worst first. */
  enum Kind {
    STORE("records are read again"),
    FORK("the collector's numbers fit again"),
    BROKER("the broker takes records again"),
    MESSAGE("messages are understood again"),
    CONNECTION("connected");

    private final String end;

    Kind(String end) {
      this.end = end;
    }
  }

  Troubles(DeviceAddress device) {
    this.device = device;
  }

  void begin(Kind kind, String text, Instant now) {
    Problem before = standing.get(kind);
    if (before == null) {
      LOG.log(WARNING, "{0}: {1}", device, text);
    }
    standing.put(kind, new Problem(before == null ? now : before.since(), text));
  }

  void end(Kind kind) {
    if (standing.remove(kind) != null) {
      LOG.log(INFO, "{0}: {1}", device, kind.end);
    }
  }

  /** The worst. */
  Optional<Problem> worst() {
    return standing.values().stream().findFirst();
  }
}
