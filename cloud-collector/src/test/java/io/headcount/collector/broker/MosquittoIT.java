package io.headcount.collector.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The papers for Mosquitto, with a real one: only paths, ports and the system user are changed. */
final class MosquittoIT {
  private static final Path PAPERS =
      Path.of(System.getProperty("headcount.home"), "docs/ops/mosquitto");
  private static final String PASSWORD = "correct horse";
  private static final int REFUSED = 0x87;
  private static final String OBSERVER = "observer";

  @TempDir static Path folder;
  private static Process mosquitto;
  private static URI certificates;
  private static URI passwords;
  private static URI local;

  @BeforeAll
  static void start() throws Exception {
    int[] ports = freePorts(3);
    certificates = URI.create("ssl://localhost:" + ports[0]);
    passwords = URI.create("ssl://localhost:" + ports[1]);
    local = URI.create("tcp://127.0.0.1:" + ports[2]);
    Path certs = Files.createDirectories(folder.resolve("certs"));
    Files.createDirectories(folder.resolve("data"));
    String tool = PAPERS.resolve("certificates").toString();
    run(certs, tool, "ca");
    run(certs, tool, "server", "localhost", "127.0.0.1");
    run(certs, tool, "client", Probes.DEVICE);
    run(certs, tool, "client", "collector");
    Path list = Files.createFile(folder.resolve("headcount.passwords"));
    for (String user : List.of(Probes.DEVICE, "acme/s1/d2", "acme/s1/+", "collector", OBSERVER)) {
      run(folder, "mosquitto_passwd", "-b", list.toString(), user, PASSWORD);
    }
    Files.writeString(
        folder.resolve("headcount.acl"),
        Files.readString(PAPERS.resolve("headcount.acl"))
            + "\nuser "
            + OBSERVER
            + "\ntopic read #\n");
    Path configuration = folder.resolve("mosquitto.conf");
    Files.writeString(
        configuration,
        Files.readString(PAPERS.resolve("mosquitto.conf"))
                .replace("/etc/mosquitto/", folder + "/")
                .replace("/var/lib/mosquitto/", folder.resolve("data") + "/")
                .replace("listener 8883", "listener " + ports[0])
                .replace("listener 8884", "listener " + ports[1])
                .replace("listener 1883", "listener " + ports[2])
            + "\nuser root\n");
    mosquitto =
        new ProcessBuilder("/usr/sbin/mosquitto", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    awaitPort(ports[2]);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (mosquitto != null) {
      mosquitto.destroy();
      assertThat(mosquitto.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void everyForeignTopicIsRefusedForMessages() throws Exception {
    List<String> allowed = new ArrayList<>();
    try (Client device = device(Probes.DEVICE)) {
      for (String topic : Probes.topics()) {
        if (device.publish(topic, "x", true) != REFUSED) {
          allowed.add(topic);
        }
      }
    }
    assertThat(allowed).isEmpty();
  }

  /** This broker lets the device in, and holds the will against the list when it is due. */
  @Test
  void noForeignLastWillIsCarriedOut() throws Exception {
    try (Client observer = Client.connect(local, OBSERVER, PASSWORD)) {
      observer.subscribe("#");
      try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> deaths = new ArrayList<>();
        for (String topic : Probes.wills()) {
          deaths.add(each.submit(() -> dieWithWill(topic, "client " + topic)));
        }
        for (Future<?> death : deaths) {
          death.get();
        }
      }
      dieWithWill(Probes.own("state"), Probes.DEVICE);

      assertThat(firstNew(observer).topic()).isEqualTo(Probes.own("state"));
    }
  }

  /** This broker grants every subscription, and then gives nothing that the list does not allow. */
  @Test
  void noForeignFilterLetsAnythingThrough() throws Exception {
    try (Client device = device(Probes.DEVICE);
        Client collector = Client.connect(local, "collector", PASSWORD)) {
      for (String topic : Probes.bait()) {
        assertThat(collector.publish(topic, "kept", true)).isLessThan(0x80);
      }
      for (String filter : Probes.filters()) {
        device.subscribe(filter);
      }
      assertThat(device.subscribe(Probes.own("ack"))).isOne();
      for (String topic : Probes.bait()) {
        assertThat(collector.publish(topic, "new", true)).isLessThan(0x80);
      }
      assertThat(collector.publish(Probes.own("ack"), "last", false)).isZero();

      List<Client.Received> all = new ArrayList<>(List.of(device.next()));
      Client.@Nullable Received more;
      while ((more = device.next(Duration.ofSeconds(1))) != null) {
        all.add(more);
      }
      assertThat(all).extracting(Client.Received::topic).containsOnly(Probes.own("ack"));
    }
  }

  @Test
  void aWildcardForANameReachesNobody() throws Exception {
    assertThat(Client.knock(local, "acme/s1/+", PASSWORD, "x", options -> {})).isZero();
    try (Client wild = device("acme/s1/+");
        Client collector = Client.connect(local, "collector", PASSWORD)) {
      for (String kind : Probes.UP) {
        assertThat(wild.publish(Probes.own(kind), "x", false)).isEqualTo(REFUSED);
      }
      wild.subscribe("headcount/v1/acme/s1/+/ack");
      collector.publish(Probes.own("ack"), "not for you", false);
      assertThat(wild.next(Duration.ofMillis(500))).isNull();
    }
  }

  @Test
  void whatIsItsOwnIsAllowedWithAPasswordAndWithACertificate() throws Exception {
    try (Client collector = Client.connect(local, "collector", PASSWORD)) {
      assertThat(collector.subscribe("$share/collectors/headcount/v1/+/+/+/data")).isOne();
      assertThat(collector.publish("headcount/v1/_collectors/c1/state", "here", true))
          .isIn(0, 0x10);
      try (Client device = device(Probes.DEVICE)) {
        assertItMayDoItsWork(device, collector);
      }
      try (Client device = withCertificate(Probes.DEVICE)) {
        assertItMayDoItsWork(device, collector);
      }
    }
  }

  private static void assertItMayDoItsWork(Client device, Client collector) throws Exception {
    for (String kind : Probes.UP) {
      assertThat(device.publish(Probes.own(kind), kind, false)).as(kind).isIn(0, 0x10);
    }
    // this broker gives retained messages to shared subscriptions too
    assertThat(firstNew(collector).payload()).isEqualTo("data");
    assertThat(device.publish("headcount/v1/acme/s1/d2/data", "x", false)).isEqualTo(REFUSED);
    assertThat(device.subscribe(Probes.COLLECTORS)).isOne();
    assertThat(device.next().payload()).isEqualTo("here");
    for (String kind : Probes.DOWN) {
      assertThat(device.subscribe(Probes.own(kind))).isOne();
      assertThat(collector.publish(Probes.own(kind), kind, false)).isZero();
      assertThat(device.next().payload()).isEqualTo(kind);
    }
  }

  @Test
  void nobodyEntersWithoutALoginOrACertificate() throws Exception {
    SSLSocketFactory anonymous = tls(null).getSocketFactory();
    assertThat(
            Client.knock(certificates, "", "", "x", options -> options.setSocketFactory(anonymous)))
        .isNotZero();
    assertThat(Client.knock(passwords, "", "", "x", options -> options.setSocketFactory(anonymous)))
        .isEqualTo(REFUSED);
    assertThat(
            Client.knock(
                passwords,
                Probes.DEVICE,
                "wrong",
                "x",
                options -> options.setSocketFactory(anonymous)))
        .isEqualTo(REFUSED);
  }

  @Test
  void aDeviceCannotPushOutAnother() throws Exception {
    try (Client victim = device(Probes.DEVICE);
        Client thief =
            Client.connect(passwords, "acme/s1/d2", PASSWORD, Probes.DEVICE, MosquittoIT::trust)) {
      assertThat(victim.publish(Probes.own("data"), "still here", false)).isIn(0, 0x10);
      assertThat(thief.isConnected()).isTrue();
    }
  }

  private static Client.Received firstNew(Client client) throws InterruptedException {
    Client.Received message = client.next();
    while (message.retained()) {
      message = client.next();
    }
    return message;
  }

  private static Void dieWithWill(String topic, String id) throws MqttException {
    try (Client device =
        Client.connect(
            local,
            Probes.DEVICE,
            PASSWORD,
            id,
            options -> options.setWill(topic, new MqttMessage(new byte[] {'x'}, 1, false, null)))) {
      device.cut();
      return null;
    }
  }

  private static Client device(String user) throws MqttException {
    return Client.connect(passwords, user, PASSWORD, user, MosquittoIT::trust);
  }

  private static Client withCertificate(String user) throws Exception {
    SSLContext tls = tls(user.replace('/', '+'));
    return Client.connect(
        certificates, "", "", "any", options -> options.setSocketFactory(tls.getSocketFactory()));
  }

  private static void trust(MqttConnectionOptions options) {
    try {
      options.setSocketFactory(tls(null).getSocketFactory());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Trusts the chain's authority; with a name, shows the certificate of that file. */
  private static SSLContext tls(@Nullable String client) throws Exception {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    try (InputStream file = Files.newInputStream(folder.resolve("certs/ca.crt"))) {
      authorities.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(client == null ? null : keys(client), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyManager[] keys(String client) throws Exception {
    Path certs = folder.resolve("certs");
    run(
        certs,
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        client + ".key",
        "-in",
        client + ".crt",
        "-out",
        client + ".p12",
        "-passout",
        "pass:test");
    KeyStore store =
        KeyStore.getInstance(certs.resolve(client + ".p12").toFile(), "test".toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, "test".toCharArray());
    return keys.getKeyManagers();
  }

  private static void run(Path in, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void awaitPort(int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline && mosquitto.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        mosquitto.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError(Files.readString(folder.resolve("mosquitto.log")));
  }
}
