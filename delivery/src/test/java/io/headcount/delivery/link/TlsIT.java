package io.headcount.delivery.link;

import static io.headcount.delivery.link.Recorder.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.delivery.broker.Mosquitto;
import io.headcount.delivery.link.PublishResult.Acknowledged;
import io.headcount.delivery.link.TlsFiles.Identity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link to a Mosquitto that shows a certificate and wants one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsIT {
  @TempDir private static Path folder;
  private static Mosquitto broker;

  @BeforeAll
  static void start() throws Exception {
    Mosquitto.setUp();
    authority("ca");
    authority("stranger");
    signed("server", "rsa:2048", "ca", "subjectAltName=IP:127.0.0.1,DNS:localhost");
    signed("rsa", "rsa:2048", "ca", "keyUsage=digitalSignature");
    signed("ec", "ec", "ca", "keyUsage=digitalSignature");
    signed("strange", "ec", "stranger", "keyUsage=digitalSignature");
    broker =
        Mosquitto.start(
            "cafile " + folder.resolve("ca.pem"),
            "certfile " + folder.resolve("server.pem"),
            "keyfile " + folder.resolve("server.key"),
            "require_certificate true",
            "use_identity_as_username true");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void bothSidesShowTheirCertificates(String key) throws Exception {
    Recorder recorder = Recorder.of();
    try (MqttLink _ = start("127.0.0.1", "ca", key, key, recorder)) {
      take(recorder.sessions).publish("a", new byte[100_000], false, recorder.results::add);
      assertThat(take(recorder.results)).isEqualTo(new Acknowledged(0x10));
    }
    assertThat(recorder.failures).isEmpty();
  }

  @Test
  void aBrokerSignedByAStrangerIsNotTrusted() throws Exception {
    assertThat(failure("127.0.0.1", "stranger", "rsa", "rsa"))
        .contains("signed by nobody trusted here");
  }

  @Test
  void theCertificateMustBeForTheHost() throws Exception {
    assertThat(failure("127.0.0.2", "ca", "rsa", "rsa"))
        .satisfiesAnyOf(
            text -> assertThat(text).contains("for another host"),
            text -> assertThat(text).contains("nothing listens")); // where only 127.0.0.1 is bound
  }

  @Test
  void theBrokerRefusesACertificateOfAStranger() throws Exception {
    assertThat(failure("127.0.0.1", "ca", "strange", "strange"))
        .contains("this side's certificate");
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws Exception {
    assertThat(failure("127.0.0.1", "missing", "rsa", "rsa"))
        .contains(folder.resolve("missing.pem").toString());
    assertThat(failure("127.0.0.1", "ca", "rsa", "ec"))
        .contains(folder.resolve("ec.key").toString(), "RSA key of the certificate beside it");
    Files.writeString(
        folder.resolve("old.key"),
        "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----\n");
    assertThat(failure("127.0.0.1", "ca", "rsa", "old")).contains("openssl pkcs8 -topk8");
  }

  @Test
  void mqttWithoutTlsIsToldSo() throws Exception {
    Recorder recorder = Recorder.of();
    try (MqttLink _ = Links.start(broker.uri(), "plain", recorder)) {
      assertThat(take(recorder.failures)).contains("mqtts://");
    }
  }

  private static String failure(String host, String authority, String certificate, String key)
      throws InterruptedException {
    Recorder recorder = Recorder.of();
    try (MqttLink _ = start(host, authority, certificate, key, recorder)) {
      return take(recorder.failures);
    }
  }

  private static MqttLink start(
      String host, String authority, String certificate, String key, Recorder recorder) {
    TlsFiles files =
        new TlsFiles(
            Optional.of(folder.resolve(authority + ".pem")),
            Optional.of(
                new Identity(folder.resolve(certificate + ".pem"), folder.resolve(key + ".key"))));
    LinkOptions options =
        LinkOptions.to(URI.create("mqtts://" + host + ":" + broker.port()), "tls-" + key)
            .withTls(Optional.of(files));
    return Links.start(options, Links.TIMINGS, recorder);
  }

  private static void authority(String name) throws Exception {
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=%1$s -keyout %1$s.key -out %1$s.pem"
            .formatted(name));
  }

  private static void signed(String name, String key, String by, String extension)
      throws Exception {
    String kind = key.equals("ec") ? "ec -pkeyopt ec_paramgen_curve:P-256" : key;
    Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
    openssl(
        "req -newkey %2$s -nodes -subj /CN=%1$s -keyout %1$s.key -out %1$s.csr"
            .formatted(name, kind));
    openssl(
        ("x509 -req -in %1$s.csr -CA %2$s.pem -CAkey %2$s.key -CAcreateserial -days 2"
                + " -extfile %1$s.ext -out %1$s.pem")
            .formatted(name, by));
  }

  private static void openssl(String arguments) throws Exception {
    Process process =
        new ProcessBuilder(("openssl " + arguments).split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0)
        .as(() -> read(folder.resolve("openssl.log")))
        .isTrue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
