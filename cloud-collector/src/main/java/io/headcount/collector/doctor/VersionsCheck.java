package io.headcount.collector.doctor;

import io.headcount.collector.broker.EmbeddedBroker;
import io.headcount.collector.config.BrokerConfig;
import io.headcount.collector.history.History;
import io.headcount.program.console.ConsoleProgram;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;

/** What the program is made of. A server's version stands where the server is looked at. */
record VersionsCheck(BrokerConfig broker) implements Check {
  @Override
  public String name() {
    return "versions";
  }

  @Override
  public Finding run() {
    String carried =
        switch (broker) {
          case BrokerConfig.Embedded _ -> EmbeddedBroker.version();
          case BrokerConfig.External _ -> "broker elsewhere";
        };
    return Finding.ok(
        name(),
        "headcount-collector %s, %s, %s"
            .formatted(
                ConsoleProgram.version(VersionsCheck.class), History.sqliteVersion(), carried));
  }
}
