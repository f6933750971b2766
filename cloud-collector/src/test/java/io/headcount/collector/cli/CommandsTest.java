package io.headcount.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.Pictures.Ground;
import io.headcount.collector.history.Received;
import io.headcount.collector.history.Storage;
import io.headcount.collector.people.People;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.User;
import io.headcount.collector.picture.Picture;
import io.headcount.collector.server.SigningKey;
import io.headcount.collector.simulate.Fleet;
import io.headcount.collector.simulate.Shop;
import io.headcount.collector.simulate.ShopMinutes;
import io.headcount.contract.Batch;
import io.headcount.contract.BatchCodec;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Entry;
import io.headcount.contract.Leaf;
import io.headcount.contract.StreamName;
import io.headcount.contract.Topic;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Passwords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

final class CommandsTest {
  private static final Instant NOON = Instant.parse("2026-05-12T12:00:00Z");
  private static final DeviceAddress BOX = new DeviceAddress("acme", "north", "box");

  @TempDir private Path folder;
  private Path config = Path.of("");

  private record Outcome(int status, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  @BeforeEach
  void config() throws IOException {
    config = folder.resolve("collector.yaml");
    Files.writeString(config, "data: state\nbroker: {port: 0}\nhttp: {port: 0}\n");
  }

  private Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.replaceAll(word -> word.equals("CONFIG") ? config.toString() : word);
    int status =
        HeadcountCollector.program()
            .commandLine()
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Outcome(status, out.toString(), err.toString());
  }

  /** Ten minutes of a door, then a hole of two, then one more. */
  private void fill() {
    Shop shop = Fleet.of(1, 1, 1).shops().getFirst();
    ShopMinutes minutes = new ShopMinutes(shop);
    try (History history = open()) {
      List<Received> messages = new ArrayList<>();
      for (int seq : List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13)) {
        String body = minutes.json(0, NOON.plusSeconds(60L * seq)).orElseThrow();
        messages.add(
            data(
                new BatchCodec()
                    .write(
                        new Batch(
                            "epoch",
                            StreamName.WINDOWS,
                            false,
                            List.of(new Entry.Row(seq, Entry.Kind.WINDOW, body))))));
      }
      messages.add(data("no batch".getBytes(StandardCharsets.UTF_8)));
      history.ingest(messages);
      while (history.roller().rollSome(100) > 0) {
        // until all is summed up
      }
    }
  }

  private static Received data(byte[] payload) {
    return new Received(new Topic(BOX, Leaf.DATA), payload, NOON.plusSeconds(3600));
  }

  private History open() {
    return History.open(
        new HistoryOptions(new Storage.Sqlite(folder.resolve("state/history.db"))),
        InstantSource.system());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | say what to do
          token | say what to do
          device | say what to do
          gaps | --tenant
          export --tenant a | --from
          token create me --tenant a --expires soon | write how long, such as 90d
          token create me --tenant a --expires 0s | write how long, such as 90d
          simulate --rate fast | write live, or x and a number
          simulate --user me | --password-file
          """)
  void aWrongCommandLineIsTwo(String line, String message) {
    Outcome outcome = run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void checkShowsWhatHolds() throws IOException {
    Outcome good = run("check", "CONFIG");
    assertThat(good.status()).isZero();
    assertThat(good.out()).contains("OK").contains("history.db").contains("embedded broker");

    Files.writeString(config, "prot: 1\n");
    Outcome bad = run("check", "--json", "CONFIG");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.json().get("problems").get(0).get("line").asInt()).isEqualTo(1);
    assertThat(run("token", "list", "--config", "CONFIG").err()).contains("collector.yaml:1");
  }

  @Test
  void tokenLivesUntilItIsRevoked() throws IOException {
    Outcome made =
        run(
            "token",
            "create",
            "board",
            "--tenant",
            "acme",
            "--store",
            "north,south",
            "--config",
            "CONFIG");
    assertThat(made.status()).isZero();
    try (History history = open()) {
      assertThat(history.tokens().check(made.out().strip()).orElseThrow().scopes())
          .containsExactlyInAnyOrder("read:acme/north", "read:acme/south");
    }
    JsonNode listed = run("token", "list", "--json", "--config", "CONFIG").json();
    assertThat(listed.toString()).doesNotContain(made.out().strip());
    String id = listed.get(0).get("id").asText();
    assertThat(run("token", "revoke", id, "--config", "CONFIG").status()).isZero();
    try (History history = open()) {
      assertThat(history.tokens().check(made.out().strip())).isEmpty();
    }
    Outcome again = run("token", "revoke", id, "--config", "CONFIG");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("look at token list");
  }

  @Test
  void tokenGoesOutOfForceByItself() throws IOException {
    Instant before = Instant.now();
    Outcome made =
        run(
            "token",
            "create",
            "guest",
            "--tenant",
            "acme",
            "--expires",
            "90d",
            "--json",
            "--config",
            "CONFIG");
    assertThat(made.status()).as(made.err()).isZero();
    JsonNode listed = run("token", "list", "--json", "--config", "CONFIG").json();
    assertThat(Duration.between(before, Instant.parse(listed.get(0).get("expires").asText())))
        .isBetween(Duration.ofDays(90).minusSeconds(1), Duration.ofDays(90).plusMinutes(1));
    assertThat(run("token", "list", "--config", "CONFIG").out()).contains("expires");
  }

  @Test
  void writingTokenOfAWholeTenant() throws IOException {
    Outcome made =
        run(
            "token",
            "create",
            "ops",
            "--tenant",
            "acme",
            "--write",
            "--json",
            "--config",
            "CONFIG");
    assertThat(made.json().get("scopes").get(0).asText()).isEqualTo("write:acme/*");
  }

  @Test
  void deviceIsLetInAndShutOut() {
    Outcome made = run("device", "add", "acme/north/box", "--config", "CONFIG");
    assertThat(made.status()).isZero();
    try (History history = open()) {
      assertThat(history.credentials().valid("acme/north/box", made.out().strip())).isTrue();
    }
    assertThat(run("device", "list", "--config", "CONFIG").out()).contains("acme/north/box");
    assertThat(run("device", "revoke", "acme/north/box", "--config", "CONFIG").status()).isZero();
    try (History history = open()) {
      assertThat(history.credentials().valid("acme/north/box", made.out().strip())).isFalse();
    }
    assertThat(run("device", "add", "north", "--config", "CONFIG").err())
        .contains("tenant/store/device");
  }

  @Test
  void gapsAreShown() throws IOException {
    fill();
    JsonNode gaps = run("gaps", "--tenant", "acme", "--json", "--config", "CONFIG").json();
    assertThat(gaps.get("totals").get("missing").asInt()).isEqualTo(1);
    assertThat(gaps.get("missing").get(0).get("from").asText()).isEqualTo("11");
    assertThat(gaps.get("missing").get(0).get("to").asText()).isEqualTo("12");
    assertThat(gaps.get("deadLetters")).hasSize(1);
    assertThat(run("gaps", "--tenant", "acme", "--config", "CONFIG").out())
        .contains("1 missing, 0 tombstones, 0 clock fixes, 0 quarantined, 1 dead letters");
  }

  @Test
  void exportsWhatWasCounted() throws IOException {
    fill();
    Outcome csv =
        run(
            "export",
            "--tenant",
            "acme",
            "--from",
            "2026-05-12",
            "--grain",
            "minute",
            "--config",
            "CONFIG");
    assertThat(csv.status()).as(csv.err()).isZero();
    List<String> lines = csv.out().lines().toList();
    assertThat(lines).hasSize(12);
    assertThat(lines.getFirst())
        .isEqualTo("store,device,camera,name,day,start,end,coverage,simulated,in,out");
    Path file = folder.resolve("out.json");
    run(
        "export",
        "--tenant",
        "acme",
        "--from",
        "2026-05-12",
        "--grain",
        "day",
        "--format",
        "json",
        "--out",
        file.toString(),
        "--config",
        "CONFIG");
    JsonNode day = new ObjectMapper().readTree(Files.readString(file));
    int in =
        lines.stream().skip(1).mapToInt(line -> Integer.parseInt(line.split(",", -1)[9])).sum();
    assertThat(day.get("in").asInt()).isEqualTo(in).isPositive();
    assertThat(
            run(
                    "export",
                    "--tenant",
                    "acme",
                    "--store",
                    "nowhere",
                    "--from",
                    "2026-05-12",
                    "--config",
                    "CONFIG")
                .err())
        .contains("nowhere");
  }

  @Test
  void backupComesBack() throws IOException {
    fill();
    Ground plan = new Ground.Plan("acme", "north");
    try (History history = open()) {
      history.pictures().put(plan, new Picture(new byte[] {7}, 1, 1));
    }
    Path backup = folder.resolve("backup.db");
    assertThat(run("backup", backup.toString(), "--config", "CONFIG").status()).isZero();
    assertThat(run("backup", backup.toString(), "--config", "CONFIG").err())
        .contains("there already");
    Outcome kept = run("restore", backup.toString(), "--config", "CONFIG");
    assertThat(kept.status()).isEqualTo(1);
    Outcome lost = run("restore", backup.toString(), "--force", "--config", "CONFIG");
    assertThat(lost.status()).as(lost.err()).isZero();
    assertThat(run("gaps", "--tenant", "acme", "--config", "CONFIG").out()).contains("1 missing");
    try (History history = open()) {
      assertThat(history.pictures().jpeg(plan)).contains(new byte[] {7});
    }
  }

  @Test
  void doctorLooksAndChangesNothing() throws IOException {
    Outcome outcome = run("doctor", "--json", "--config", "CONFIG");
    assertThat(outcome.json().get("checks").findValuesAsText("name"))
        .containsExactly(
            "config", "java", "data", "versions", "history", "key", "broker", "http", "clock");
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(outcome.out()).contains("SQLite 3.").contains("Artemis 2.");

    String key = SigningKey.open(folder.resolve("state/signing.key")).publicText();
    assertThat(run("doctor", "--config", "CONFIG").out()).contains("collector_key: " + key);
    Files.writeString(folder.resolve("state/signing.key"), "torn");
    assertThat(run("doctor", "--config", "CONFIG").out())
        .contains("FAIL  key")
        .doesNotContain("torn");

    Files.writeString(config, "broker: {url: \"mqtt://127.0.0.1:1\"}\n");
    Outcome away = run("doctor", "--config", "CONFIG");
    assertThat(away.status()).isEqualTo(1);
    assertThat(away.out()).contains("FAIL  broker");
  }

  @Test
  void theFirstAdminIsInvitedOnThisMachine() throws IOException {
    Outcome invited =
        run(
            "user",
            "invite",
            "Anna@chain.example",
            "--tenant",
            "acme",
            "--role",
            "admin",
            "--called",
            "Anna",
            "--config",
            "CONFIG");
    assertThat(invited.status()).isZero();
    assertThat(invited.out()).startsWith("http://127.0.0.1:0/invitation#");
    assertThat(invited.err()).contains("shown this once");
    String secret = invited.out().strip().replaceFirst(".*#", "");
    try (History history = open()) {
      People people =
          People.of(history, Passwords.recommended(), InstantSource.system(), System::nanoTime);
      User anna =
          people
              .users()
              .accept(AccessToken.parse(secret).orElseThrow(), "four odd horses walk", "127.0.0.1");
      assertThat(anna.login()).isEqualTo("anna@chain.example");
      assertThat(anna.profile().role()).isEqualTo(Role.ADMIN);
    }
    Outcome listed = run("user", "list", "--json", "--config", "CONFIG");
    assertThat(listed.json().get(0).get("state").asText()).isEqualTo("active");
    assertThat(listed.json().get(0).get("stores").get(0).asText()).isEqualTo("*");
    assertThat(listed.out()).doesNotContain(secret);
    assertThat(run("user", "list", "--config", "CONFIG").out())
        .contains("anna@chain.example  Anna    acme    admin  *");

    Outcome manager =
        run(
            "user",
            "invite",
            "max",
            "--tenant",
            "acme",
            "--role",
            "store_manager",
            "--store",
            "north,south",
            "--json",
            "--config",
            "CONFIG");
    assertThat(manager.json().get("link").asText()).contains("/invitation#");
    assertThat(run("user", "disable", "MAX", "--config", "CONFIG").out()).contains("disabled max");
    assertThat(run("user", "enable", "max", "--config", "CONFIG").out()).contains("enabled max");
    assertThat(run("user", "sessions", "end", "max", "--config", "CONFIG").out())
        .contains("ended 0");
    Outcome reset = run("user", "reset", "max", "--json", "--config", "CONFIG");
    assertThat(reset.json().get("link")).isNotEqualTo(manager.json().get("link"));

    Outcome log = run("audit", "--tenant", "acme", "--json", "--config", "CONFIG");
    assertThat(log.json())
        .extracting(entry -> entry.get("deed").asText())
        .containsExactly(
            "user_reset",
            "sessions_ended",
            "user_enabled",
            "user_disabled",
            "user_invited",
            "invitation_used",
            "user_invited");
    assertThat(log.json().get(0).get("who").asText()).isEqualTo("command line");
    assertThat(log.json().get(4).get("became").asText())
        .isEqualTo("name=max role=store_manager stores=north south");
  }

  @Test
  void usersThatCannotBeAreRefused() {
    assertThat(
            run("user", "invite", "a b", "--tenant", "t", "--role", "viewer", "--config", "CONFIG")
                .status())
        .isEqualTo(1);
    assertThat(
            run("user", "invite", "a", "--tenant", "t", "--role", "king", "--config", "CONFIG")
                .status())
        .isEqualTo(2);
    Outcome admin =
        run(
            "user",
            "invite",
            "a",
            "--tenant",
            "t",
            "--role",
            "admin",
            "--store",
            "s",
            "--config",
            "CONFIG");
    assertThat(admin.status()).isEqualTo(1);
    assertThat(admin.err()).contains("all stores");
    assertThat(run("user", "disable", "nobody", "--config", "CONFIG").err()).contains("user list");
    assertThat(run("user", "--config", "CONFIG").status()).isEqualTo(2);
    assertThat(
            run("user", "invite", "a", "--tenant", "t", "--role", "viewer", "--config", "CONFIG")
                .status())
        .isZero();
    Outcome again =
        run("user", "invite", "A", "--tenant", "u", "--role", "viewer", "--config", "CONFIG");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("somebody has the login 'a' already");
  }
}
