package io.headcount.collector.broker;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What of the broker's own log is worth reading. */
final class BrokerLog {
  // held, because the logging system forgets the settings of loggers that nobody holds
  private static final Logger ALL = Logger.getLogger("org.apache.activemq");
  private static final Logger SERVER = Logger.getLogger("org.apache.activemq.artemis.core.server");
  private static final Logger MQTT =
      Logger.getLogger("org.apache.activemq.artemis.core.protocol.mqtt");

  /** A queue has no address for what expires or cannot be delivered: none is wanted. */
  private static final List<String> WANTED_SO = List.of("AMQ222165", "AMQ222166");

  /** Clients that do wrong: a trace, and the whole packet, with the password in it. */
  private static final List<String> CLIENTS_FAULTS = List.of("AMQ834002", "AMQ834006");

  private BrokerLog() {}

  /** Leaves the warnings that concern whoever runs the broker. May be called again. */
  static void tame() {
    if (ALL.getLevel() == null) {
      ALL.setLevel(Level.WARNING);
    }
    drop(SERVER, WANTED_SO);
    drop(MQTT, CLIENTS_FAULTS);
  }

  private static void drop(Logger logger, List<String> ids) {
    logger.setFilter(entry -> ids.stream().noneMatch(id -> entry.getMessage().startsWith(id)));
  }
}
