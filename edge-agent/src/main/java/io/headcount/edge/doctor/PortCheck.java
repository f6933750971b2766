package io.headcount.edge.doctor;

import io.headcount.edge.config.StatusConfig;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import io.headcount.web.access.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

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
      return agentAnswers(status)
          ? Finding.ok(name(), place + " is served by a running agent")
          : Finding.fail(
              name(),
              "%s cannot be used: %s".formatted(place, e.getMessage()),
              "stop what uses it, as shown by 'ss -ltnp', or set another status.port");
    }
  }

  private static boolean agentAnswers(StatusConfig status) {
    InetAddress host =
        status.bind().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : status.bind();
    String page =
        "%s://%s:%d/health/live"
            .formatted(
                status.tls() ? "https" : "http",
                HostName.inUri(host.getHostAddress()),
                status.port());
    try {
      HttpURLConnection http =
          (HttpURLConnection) URI.create(page).toURL().openConnection(Proxy.NO_PROXY);
      if (http instanceof HttpsURLConnection https) {
        // whose certificate it is does not matter: nothing is told, and the answer proves nothing
        https.setSSLSocketFactory(trustingAnybody());
        https.setHostnameVerifier((name, session) -> true);
      }
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

  private static SSLSocketFactory trustingAnybody() {
    X509ExtendedTrustManager anybody =
        new X509ExtendedTrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {anybody}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }
}
