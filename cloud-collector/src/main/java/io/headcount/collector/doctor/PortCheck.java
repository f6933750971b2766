package io.headcount.collector.doctor;

import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port that the collector will listen on is free; one that is taken may be taken by it. */
record PortCheck(String name, String bind, int port, String key) implements Check {
  @Override
  public Finding run() {
    String place = "%s port %d".formatted(bind, port);
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(bind, port));
      return Finding.ok(name, port == 0 ? "any free port will be taken" : place + " is free");
    } catch (IOException e) {
      return Finding.warn(
          name,
          "%s is taken: %s".formatted(place, e.getMessage()),
          "well if a collector runs here; else stop what uses it, as shown by 'ss -ltnp', or set"
              + " another "
              + key);
    }
  }
}
