package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.web.access.OwnCertificate;
import io.headcount.web.access.TlsIdentity;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as the network sees it: with TLS and the box's own certificate. */
class TlsPageTest {
  private final FreshBox box = new FreshBox();
  private final AtomicReference<TlsIdentity> shown = new AtomicReference<>();
  private PageIdentity identity;
  private StatusServer server;
  @TempDir private Path folder;

  @BeforeEach
  void start() {
    shown.set(
        new OwnCertificate(folder, "Shop 12", Instant::now).forNames(Set.of("127.0.0.1", "box")));
    identity = new PageIdentity(shown::get);
    server =
        StatusServer.start(
            new Place(InetAddress.ofLiteral("127.0.0.1"), 0, Set.of("box"), Optional.of(identity)),
            box.access(),
            () -> FakeBox.box(List.of()),
            FakeBox::windows,
            new LiveView(System::nanoTime),
            List.of(),
            Instant::now,
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    server.close();
    box.close();
  }

  @Test
  void whoTrustsTheCertificateReadsThePage() throws Exception {
    try (HttpClient client = trusting(shown.get())) {
      HttpResponse<String> page = get(client, "/set-up");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
      Certificate peer = page.sslSession().orElseThrow().getPeerCertificates()[0];
      String fingerprint =
          HexFormat.ofDelimiter(":")
              .withUpperCase()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(peer.getEncoded()));
      assertThat(server.fingerprint()).hasValue(fingerprint);
      assertThat(get(client, "/api/v1/access").body()).contains(fingerprint);
      assertThat(get(client, "/api/v1/status").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theCookieIsBoundToThisHostAndTls() throws Exception {
    String code = box.access().drawClaimCode().orElseThrow().text();
    try (HttpClient client = trusting(shown.get())) {
      HttpRequest claim =
          HttpRequest.newBuilder(server.address().resolve("/api/v1/claim"))
              .header("Sec-Fetch-Site", "same-origin")
              .POST(
                  BodyPublishers.ofString(
                      "{\"code\":\"%s\",\"password\":\"four words for me\"}".formatted(code)))
              .build();
      HttpResponse<String> answer = client.send(claim, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .startsWith("__Host-headcount-")
          .endsWith("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /zones?x=1 HTTP/1.1\r\nHost: box:81\r\n\r\n', 307, https://box:81/zones?x=1",
    "'GET / HTTP/1.1\r\nAccept: */*\r\nhost: 127.0.0.1\r\n\r\n', 307, https://127.0.0.1/",
    "'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', 400, open it with https://",
    "'GET / HTTP/1.1\r\nX: y\r\n\r\n', 400, open it with https://",
    "'GET /\u0001 HTTP/1.1\r\nHost: box\r\n\r\n', 400, open it with https://",
    "'POST nonsense\r\n\r\n', 400, open it with https://"
  })
  void whoeverComesWithoutTlsIsSentToIt(String request, int status, String told) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = read(socket.getInputStream());
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains(told);
      assertThat(answer).doesNotContain("evil");
    }
    try (HttpClient client = trusting(shown.get())) { // and the port goes on
      assertThat(get(client, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aNewCertificateIsShownWithoutARestart() throws Exception {
    TlsIdentity first = shown.get();
    Path other = Files.createDirectory(folder.resolve("new"));
    shown.set(new OwnCertificate(other, "Shop 12", Instant::now).forNames(Set.of("127.0.0.1")));
    server.lookAtCertificate();
    assertThat(server.fingerprint()).hasValue(shown.get().fingerprint());
    assertThat(first.fingerprint()).isNotEqualTo(shown.get().fingerprint());
    try (HttpClient client = trusting(shown.get())) {
      assertThat(get(client, "/health/live").statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient trusting(TlsIdentity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("page", identity.chain().getFirst());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static String read(InputStream in) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      text.append((char) next);
    }
    return text.toString();
  }
}
