package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.collector.people.Role;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API with a certificate of its own. */
class TlsTest {
  private static final String PASSWORD = "not a secret";

  @TempDir private Path folder;

  @Test
  void speaksTlsWithPemFiles() throws Exception {
    KeyStore keys = keys();
    Path chain = pem("chain.pem", "CERTIFICATE", keys.getCertificate("api").getEncoded());
    Path key =
        pem("key.pem", "PRIVATE KEY", keys.getKey("api", PASSWORD.toCharArray()).getEncoded());
    ApiOptions options = ApiOptions.loopback(0).with(new ApiOptions.Tls(chain, key));
    try (RunningApi api = new RunningApi(folder, options);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
      HttpResponse<String> health =
          client.send(
              HttpRequest.newBuilder(URI.create(api.server.address() + "/health"))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(api.server.address().getScheme()).isEqualTo("https");
      assertThat(health.body()).isEqualTo("{\"live\":true}");
      assertThat(health.headers().firstValue("Strict-Transport-Security")).isPresent();
      Browser.user(api, "anna", Role.VIEWER);
      HttpResponse<String> entered =
          client.send(
              HttpRequest.newBuilder(URI.create(api.server.address() + "/api/v1/session"))
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"user\":\"anna\",\"password\":\"%s\"}".formatted(Browser.PASSWORD)))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(entered.headers().firstValue("Set-Cookie").orElse(""))
          .startsWith("__Host-headcount-")
          .contains("; Secure", "; HttpOnly", "; SameSite=Strict");
    }
  }

  @Test
  void refusesFilesThatAreNone() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
    ApiOptions options = ApiOptions.loopback(0).with(new ApiOptions.Tls(nothing, nothing));

    assertThatThrownBy(() -> new RunningApi(folder, options).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PKCS #8");
  }

  private KeyStore keys() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.out").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private Path pem(String name, String type, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type));
  }

  private static SSLContext trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("api", keys.getCertificate("api"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
