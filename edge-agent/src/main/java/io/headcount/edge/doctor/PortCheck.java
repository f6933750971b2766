package io.headcount.edge.doctor;

import io.headcount.edge.config.StatusConfig;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The status page's port is free, or an agent answers there already. */
final class PortCheck implements Check {
  private static final int WAIT_MILLIS = 2000;
  private static final int LONGEST_ANSWER = 1024;

  private final StatusConfig status;

  PortCheck(StatusConfig status) {
    this.status = status;
  }

  @Override
  public String name() {
    return "port";
  }

  @Override
  public Finding run() {
    String place = "%s port %d".formatted(status.bind().getHostAddress(), status.port());
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(status.bind(), status.port()));
      return Finding.ok(
          name(), status.port() == 0 ? "any free one will be taken" : place + " is free");
    } catch (IOException e) {
      return agentAnswers(status.bind(), status.port())
          ? Finding.ok(name(), place + " is served by a running agent")
          : Finding.fail(
              name(),
              "%s cannot be used: %s".formatted(place, e.getMessage()),
              "stop what uses it, as shown by 'ss -ltnp', or set another status.port");
    }
  }

  private static boolean agentAnswers(InetAddress host, int port) {
    String name = host.getHostAddress();
    String authority = (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    try {
      HttpURLConnection http =
          (HttpURLConnection)
              URI.create("http://" + authority + "/health/live")
                  .toURL()
                  .openConnection(Proxy.NO_PROXY);
      http.setConnectTimeout(WAIT_MILLIS);
      http.setReadTimeout(WAIT_MILLIS);
      http.setInstanceFollowRedirects(false);
      try (InputStream in = http.getInputStream()) {
        String answer = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        return answer.strip().equals("{\"live\":true}");
      } finally {
        http.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
