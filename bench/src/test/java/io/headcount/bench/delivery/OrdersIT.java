package io.headcount.bench.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.collector.history.History;
import io.headcount.collector.server.SigningKey;
import io.headcount.contract.JsonCodec;
import io.headcount.contract.Leaf;
import io.headcount.contract.Reply;
import io.headcount.contract.ReportedConfig;
import io.headcount.contract.Signed;
import io.headcount.contract.Signing;
import io.headcount.contract.Topic;
import io.headcount.delivery.link.Message;
import io.headcount.edge.uplink.BoxControl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector asks of a box is done once, and only when it is the collector that asks. */
final class OrdersIT {
  private static final String YAML = "cameras: []\n";

  @TempDir private Path folder;
  private final JsonCodec codec = new JsonCodec();
  private final Control control = new Control();
  private final HttpClient http = HttpClient.newHttpClient();
  private Broker broker;
  private LocalCollector collector;
  private LocalBox box;
  private History history;
  private String token;

  /** Takes each configuration at once, and remembers what it was told. */
  private static final class Control implements BoxControl {
    private final List<String> desired = new CopyOnWriteArrayList<>();
    private final List<String> rejected = new CopyOnWriteArrayList<>();
    private volatile ReportedConfig reported = said(0, ReportedConfig.State.LOCAL, List.of());

    private static ReportedConfig said(
        long serial, ReportedConfig.State state, List<String> reasons) {
      return new ReportedConfig(
          ReportedConfig.VERSION,
          InstantSource.system().instant(),
          serial,
          state,
          ReportedConfig.NO_REVISION,
          reasons);
    }

    @Override
    public void desire(long serial, String text) {
      desired.add(text);
      reported = said(serial, ReportedConfig.State.APPLIED, List.of());
    }

    @Override
    public void reject(long serial, String reason) {
      rejected.add(reason);
      reported = said(serial, ReportedConfig.State.REJECTED, List.of(reason));
    }

    @Override
    public ReportedConfig reported() {
      return reported;
    }

    @Override
    public void restart() {
      throw new UnsupportedOperationException("nobody asks for it here");
    }
  }

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("broker"));
    collector = new LocalCollector(folder.resolve("collector"), broker.address());
    collector.start();
    history = collector.history();
    token = history.tokens().issue("test", Set.of("write:chain/*")).text();
    box = LocalBox.open(folder.resolve("box"), "box");
    box.count(0, 10);
  }

  @AfterEach
  void stop() {
    box.close();
    history.close();
    collector.close();
    broker.close();
    http.close();
  }

  @Test
  void aConfigurationIsTakenOnceAndReported() throws Exception {
    connect(collectorsKey());

    configure(YAML);
    Waiting.until(
        "it is reported", () -> state().equals(Optional.of(ReportedConfig.State.APPLIED)));
    Signed first = desired().message();
    box.disconnect(); // the broker keeps it, and the collector says it again
    connect(collectorsKey());
    pinged();
    assertThat(control.desired).containsExactly(YAML);

    configure(YAML + "# 2\n");
    Waiting.until("the second is taken", () -> control.desired.size() == 2);
    replay(Leaf.CONFIG_DESIRED, first, true);
    pinged();
    assertThat(control.desired).containsExactly(YAML, YAML + "# 2\n");
    assertThat(control.rejected).isEmpty();
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    connect(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());

    configure(YAML);
    Waiting.until(
        "it is refused", () -> state().equals(Optional.of(ReportedConfig.State.REJECTED)));
    assertThat(desired().reasons()).singleElement().asString().contains("uplink.collector_key");
    assertThat(control.desired).isEmpty();

    Commands.Given ping = answered("{\"kind\": \"ping\"}");
    assertThat(ping.outcome()).contains(Reply.Outcome.REFUSED);
    assertThat(ping.detail()).contains("uplink.collector_key");
  }

  @Test
  void commandsAreAnswered() throws Exception {
    connect(collectorsKey());

    assertThat(pinged().detail()).contains("agent bench");
    assertThat(answered("{\"kind\": \"snapshot\"}").outcome()).contains(Reply.Outcome.DONE);
    Instant from = SyntheticBox.BEGIN;
    Commands.Given replay =
        answered(
            "{\"kind\": \"replay\", \"from\": \"%s\", \"to\": \"%s\"}"
                .formatted(from, from.plus(Duration.ofMinutes(3))));
    assertThat(replay.outcome()).contains(Reply.Outcome.DONE);
    assertThat(replay.detail()).isEqualTo("6 numbers are sent again");
    Waiting.until("all is acknowledged", box::acknowledged);
    assertThat(Books.compare(Map.of("box", box.file()), collector.file()))
        .isEqualTo(new Books.Comparison(20, 0, 0, 0));
  }

  @Test
  void anOldCommandIsRefusedAndItsFirstAnswerStays() throws Exception {
    connect(collectorsKey());
    Commands.Given ping = pinged();

    try (Stranger stranger =
        Stranger.at(broker.address(), new Topic(box.device(), Leaf.REPLY).toString())) {
      replay(Leaf.CMD, ping.message(), true);
      Waiting.until("it is answered", () -> !stranger.heard().isEmpty());
      assertThat(stranger.heard()).allSatisfy(this::isRefusal);
    }
    assertThat(history.commands().find(box.device(), ping.id()).orElseThrow().outcome())
        .contains(Reply.Outcome.DONE);
  }

  private void isRefusal(Message message) {
    Reply reply = codec.read(message.payload(), Reply.class);
    assertThat(reply.outcome()).isEqualTo(Reply.Outcome.REFUSED);
    assertThat(reply.detail()).contains("is not above the last");
  }

  private PublicKey collectorsKey() {
    return Signing.publicKey(SigningKey.open(collector.data().resolve("signing.key")).publicText());
  }

  private void connect(PublicKey key) throws Exception {
    box.connect(broker.address(), Optional.of(key), control);
    Waiting.until("the collector knows the box", box::acknowledged);
    Waiting.until("the box is connected", box::connected);
  }

  private Commands.Given pinged() throws Exception {
    Commands.Given ping = answered("{\"kind\": \"ping\"}");
    assertThat(ping.outcome()).contains(Reply.Outcome.DONE);
    return ping;
  }

  /** Gives a command through the API, and waits until the history shows what came of it. */
  private Commands.Given answered(String command) throws Exception {
    send("POST", "/commands", command);
    Commands.Given given = history.commands().list(box.device(), 1).getFirst();
    Waiting.until(
        given.kind() + " is answered",
        () ->
            history.commands().find(box.device(), given.id()).orElseThrow().outcome().isPresent());
    return history.commands().find(box.device(), given.id()).orElseThrow();
  }

  private void configure(String yaml) throws Exception {
    send("PUT", "/config", yaml);
  }

  private void send(String method, String path, String body) throws Exception {
    URI to = collector.api().resolve("/api/v1/stores/store/devices/box" + path);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(to)
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  private DesiredConfigs.Desired desired() {
    return history.desiredConfigs().current(box.device()).orElseThrow();
  }

  private Optional<ReportedConfig.State> state() {
    return desired().state();
  }

  /** Somebody says again what was signed once. */
  private void replay(Leaf leaf, Signed signed, boolean retained) throws Exception {
    try (Stranger stranger = Stranger.at(broker.address())) {
      stranger.publish(
          new Topic(box.device(), leaf).toString(), codec.write(signed).getBytes(UTF_8), retained);
    }
  }
}
