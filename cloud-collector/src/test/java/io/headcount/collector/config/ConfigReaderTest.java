package io.headcount.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headcount.collector.config.BrokerConfig.Embedded;
import io.headcount.collector.config.BrokerConfig.External;
import io.headcount.collector.people.Subnet;
import io.headcount.program.settings.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
  private static final Path HOME = Path.of(System.getProperty("headcount.home", ".."));

  @TempDir private Path folder;
  private Site site = new Site(Path.of(""));

  @BeforeEach
  void files() {
    site = new Site(folder);
    site.write("password", "secret-word\n");
    site.write("ca.pem", "ca");
    site.write("cert.pem", "certificate");
    site.write("key.pem", "key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing but a comment\n", "{}"})
  void anEmptyFileWorks(String text) {
    CollectorConfig config = site.read(text);

    assertThat(config).isEqualTo(Site.READER.defaults());
    assertThat(config.name()).isEqualTo("counter-1");
    assertThat(config.data())
        .isEqualTo(Path.of("/home/collector/.local/state/headcount-collector"));
    assertThat(config.database())
        .isEqualTo(new DatabaseConfig.Sqlite(config.data().resolve("history.db")));
    assertThat(config.broker())
        .isEqualTo(new Embedded("127.0.0.1", 1883, Optional.empty(), 256, Duration.ZERO));
    assertThat(config.http().bind().isLoopbackAddress()).isTrue();
    assertThat(config.http().port()).isEqualTo(8090);
    assertThat(config.retention().days()).isEmpty();
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void systemdNamesTheFolderAndAnOddHostNameIsNotTaken() {
    CollectorConfig config =
        new ConfigReader(Map.of("STATE_DIRECTORY", "/var/lib/a:/var/lib/b"), folder, "ä host")
            .defaults();

    assertThat(config.data()).isEqualTo(Path.of("/var/lib/a"));
    assertThat(config.name()).isEqualTo("collector");
  }

  @Test
  void everythingElsewhere() {
    CollectorConfig config =
        site.read(
            """
            name: north-1
            data: state
            database:
              url: postgresql://db.example:5432/counts?sslmode=require
              user: counter
              password_file: password
              pool: 20
            broker:
              url: mqtts://broker.example:8884
              user: collector
              password_file: password
              ca: ca.pem
              certificate: cert.pem
              key: key.pem
              receive_maximum: 1000
              session_expiry: 1h
            http: {bind: "::1", port: 0}
            retention: {minutes: 60d, hours: 100d, days: 1000d, events: 2d}
            """);

    assertThat(config.name()).isEqualTo("north-1");
    assertThat(config.data()).isEqualTo(folder.resolve("state"));
    DatabaseConfig.PostgreSql database = (DatabaseConfig.PostgreSql) config.database();
    assertThat(database.url())
        .isEqualTo("jdbc:postgresql://db.example:5432/counts?sslmode=require");
    assertThat(database.password().orElseThrow().reveal()).isEqualTo("secret-word");
    assertThat(database.pool()).isEqualTo(20);
    assertThat(database).hasToString("postgresql://db.example:5432/counts as counter");
    External broker = (External) config.broker();
    assertThat(broker.url()).isEqualTo(URI.create("mqtts://broker.example:8884"));
    assertThat(broker.login().orElseThrow().user()).isEqualTo("collector");
    assertThat(broker.ca()).contains(folder.resolve("ca.pem"));
    assertThat(broker.identity())
        .contains(new KeyPair(folder.resolve("cert.pem"), folder.resolve("key.pem")));
    assertThat(broker.receiveMaximum()).isEqualTo(1000);
    assertThat(broker.sessionExpiry()).isEqualTo(Duration.ofHours(1));
    assertThat(config.http().bind()).isEqualTo(InetAddress.ofLiteral("::1"));
    assertThat(config.http().port()).isZero();
    assertThat(config.retention())
        .isEqualTo(
            new RetentionConfig(
                Duration.ofDays(60),
                Duration.ofDays(100),
                Optional.of(Duration.ofDays(1000)),
                Duration.ofDays(2),
                Duration.ofDays(400)));
    assertThat(config.toString()).doesNotContain("secret-word");
  }

  @Test
  void brokerInsideWithTls() {
    CollectorConfig config =
        site.read("broker: {bind: 0.0.0.0, certificate: cert.pem, key: key.pem}");

    Embedded broker = (Embedded) config.broker();
    assertThat(broker.bind()).isEqualTo("0.0.0.0");
    assertThat(broker.port()).isEqualTo(8883);
    assertThat(broker.tls()).isPresent();
  }

  @Test
  void longMinutesDrawHoursAlong() {
    assertThat(site.read("retention: {minutes: 2000d}").retention().hours())
        .isEqualTo(Duration.ofDays(2000));
  }

  @Test
  void othersReachTheApiWithTlsOrThroughAProxy() {
    HttpConfig encrypted =
        site.read("http: {bind: 0.0.0.0, certificate: cert.pem, key: key.pem}").http();
    assertThat(encrypted.tls())
        .contains(new KeyPair(folder.resolve("cert.pem"), folder.resolve("key.pem")));
    assertThat(encrypted.bind()).isEqualTo(InetAddress.ofLiteral("0.0.0.0"));
    HttpConfig behind =
        site.read(
                """
                http:
                  bind: 10.20.0.5
                  behind_proxy: [10.20.0.1, "fd00::/8"]
                  allow: [192.168.0.0/16]
                  url: https://headcount.chain.example/
                """)
            .http();
    assertThat(behind.proxies())
        .extracting(Subnet::toString)
        .containsExactly("10.20.0.1", "fd00:0:0:0:0:0:0:0/8");
    assertThat(behind.allow()).extracting(Subnet::toString).containsExactly("192.168.0.0/16");
    assertThat(behind.url()).contains(URI.create("https://headcount.chain.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          databse: {} | not a known key | did you mean database?
          broker: {prot: 1} | not a known key | did you mean port?
          port: 1 | not a known key | it belongs under broker
          database: {password: x, url: postgresql://a/b, user: u} | never written | database.password_file
          name: a b | 1 to 64 of | north-1
          database: {user: me} | user is for a PostgreSQL server | add url
          database: {url: "postgresql://a/b"} | user is missing | add user
          database: {url: "postgresql://me:pw@a/b", user: me} | without user and password | postgresql://db
          database: {url: "postgresql://a/b?password=x", user: me} | do not belong | password_file
          database: {url: "mysql://a/b", user: me} | PostgreSQL | postgresql://db
          database: {url: "postgresql://a/b", user: me, pool: 1} | outside 2..256 | 2
          broker: {bind: 0.0.0.0} | without TLS | certificate
          broker: {bind: example.org} | not an IP address | 127.0.0.1
          broker: {ca: ca.pem} | none is named | add url
          broker: {url: "mqtt://a:1", port: 3} | for the embedded broker | delete url
          broker: {url: "mqtt://a", ca: ca.pem} | needs TLS | mqtts
          broker: {url: "tcp://a"} | address of a broker | mqtts://
          broker: {url: "mqtt://me:pw@a"} | without user and password | mqtts://
          broker: {url: "mqtt://a", user: me} | belong together | add password_file
          broker: {certificate: cert.pem} | belong together | add key
          broker: {certificate: gone.pem, key: key.pem} | cannot be read | check its name
          broker: {receive_maximum: 0} | outside 1..65535 | write 1
          broker: {session_expiry: 5} | must be a duration | with its unit
          http: {port: 70000} | outside 0..65535 | 65535
          http: {bind: 0.0.0.0} | without TLS | behind_proxy
          http: {certificate: cert.pem} | belong together | add key
          http: {allow: 10.0.0.0/8} | must be a list | [ ]
          http: {allow: [10.0.0.1/8]} | with its number of bits | zeros behind
          http: {allow: [example.org]} | with its number of bits | 10.20.0.0/16
          http: {url: "headcount.example"} | where browsers find | https://
          retention: {audit: 1d} | outside 30d | write 30d
          http: {bind: 300.1.1.1} | not an IP address | 127.0.0.1
          retention: {minutes: 1d} | outside 2d | write 2d
          retention: {minutes: 30d, hours: 20d} | outside 30d | write 30d
          retention: {days: 5d} | outside 1098d | write 1098d
          """)
  void saysWhatIsWrong(String text, String message, String cure) {
    assertThat(site.problems(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(1);
              assertThat(problem.message()).contains(message);
              assertThat(problem.suggestion().orElse("")).contains(cure);
              assertThat(problem.toString()).doesNotContain(":pw@");
            });
  }

  @Test
  void findsAllAtOnce() {
    assertThat(
            site.problems(
                """
                nme: a
                database: {pool: many}
                broker:
                  port: x
                http: []
                """))
        .extracting(problem -> problem.line())
        .containsExactly(1, 2, 4, 5);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(site.problems("")).isEmpty();
    assertThatThrownBy(() -> Site.READER.read(folder.resolve("gone.yaml")))
        .hasMessageContaining("gone.yaml")
        .hasMessageContaining("an empty one will do");
  }

  @Test
  void exampleIsValid() throws IOException {
    String example =
        Files.readString(HOME.resolve("cloud-collector/examples/collector.yaml"))
            .replace("/run/credentials/headcount-collector.service/broker", "password")
            .replace("/run/credentials/headcount-collector.service/database", "password")
            .replace("/etc/headcount/chain-ca.pem", "ca.pem");

    CollectorConfig config = site.read(example);

    assertThat(config.warnings()).isEmpty();
    assertThat(config.database()).isInstanceOf(DatabaseConfig.PostgreSql.class);
    assertThat(config.broker()).isInstanceOf(External.class);
    assertThat(config.retention()).isEqualTo(RetentionConfig.defaults());
  }

  @Test
  void manualNamesEveryKey() throws IOException {
    String manual = Files.readString(HOME.resolve("docs/collector.md"));
    for (Keys keys : CollectorKeys.LAYOUT.parts()) {
      String heading = "## " + (keys.place().isEmpty() ? "The top" : "`" + keys.place() + "`");
      assertThat(manual).contains(heading + "\n");
      String after = manual.substring(manual.indexOf(heading + "\n") + heading.length());
      int end = after.indexOf("\n## ");
      String section = end < 0 ? after : after.substring(0, end);
      List<String> names = keys.names();
      assertThat(names)
          .allSatisfy(key -> assertThat(section).as(heading).contains("| `" + key + "` |"));
    }
  }
}
