package io.headcount.collector.config;

import io.headcount.collector.config.BrokerConfig.Embedded;
import io.headcount.collector.config.BrokerConfig.External;
import io.headcount.collector.config.BrokerConfig.Login;
import io.headcount.program.settings.Secret;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the part {@code broker}. */
final class BrokerReader {
  private static final int MOST_RECEIVED = 65_535;
  private static final int LONGEST_USER = 256;
  private static final Duration LONGEST_SESSION = Duration.ofDays(30);
  private static final Pattern URL =
      Pattern.compile("mqtts?://(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?");

  private BrokerReader() {}

  static BrokerConfig defaults() {
    return new Embedded(
        Embedded.DEFAULT_BIND,
        BrokerConfig.PORT,
        Optional.empty(),
        BrokerConfig.DEFAULT_RECEIVE_MAXIMUM,
        Duration.ZERO);
  }

  static BrokerConfig read(Section section) {
    int receiveMaximum =
        section
            .find("receive_maximum")
            .flatMap(value -> value.whole(1, MOST_RECEIVED))
            .orElse(BrokerConfig.DEFAULT_RECEIVE_MAXIMUM);
    Duration sessionExpiry =
        section
            .find("session_expiry")
            .flatMap(value -> value.duration(Duration.ZERO, LONGEST_SESSION))
            .orElse(Duration.ZERO);
    Optional<KeyPair> pair = KeyPair.read(section);
    return section.find("url").isPresent()
        ? external(section, pair, receiveMaximum, sessionExpiry)
        : embedded(section, pair, receiveMaximum, sessionExpiry);
  }

  private static BrokerConfig embedded(
      Section section, Optional<KeyPair> pair, int receiveMaximum, Duration sessionExpiry) {
    refuse(
        section,
        List.of("user", "password_file", "ca"),
        " is for a broker elsewhere, and none is named",
        "add url: mqtts://HOST:8883, or delete ");
    Optional<InetAddress> bind = section.find("bind").flatMap(ConfigReader::address);
    if (bind.isPresent()
        && !bind.get().isLoopbackAddress()
        && section.find("certificate").isEmpty()) {
      section
          .find("bind")
          .ifPresent(
              value ->
                  value.fault(
                      "without TLS only this machine may reach the broker",
                      "name a certificate and its key, or write 127.0.0.1"));
    }
    return new Embedded(
        bind.map(InetAddress::getHostAddress).orElse(Embedded.DEFAULT_BIND),
        ConfigReader.port(section)
            .orElse(pair.isPresent() ? BrokerConfig.TLS_PORT : BrokerConfig.PORT),
        pair,
        receiveMaximum,
        sessionExpiry);
  }

  private static BrokerConfig external(
      Section section, Optional<KeyPair> pair, int receiveMaximum, Duration sessionExpiry) {
    refuse(
        section,
        List.of("bind", "port"),
        " is for the embedded broker, and url names another",
        "delete url or ");
    Optional<URI> url = section.find("url").flatMap(BrokerReader::url);
    if (url.isPresent() && url.get().getScheme().equals("mqtt")) {
      refuse(
          section,
          List.of("ca", "certificate", "key"),
          " needs TLS",
          "write mqtts:// in url, or delete ");
    }
    return new External(
        url.orElse(URI.create("mqtt://localhost")),
        login(section),
        section.find("ca").flatMap(KeyPair::file),
        pair,
        receiveMaximum,
        sessionExpiry);
  }

  private static void refuse(Section section, List<String> keys, String why, String cure) {
    for (String key : keys) {
      section.find(key).ifPresent(value -> value.fault(key + why, cure + key));
    }
  }

  private static Optional<URI> url(Value value) {
    return value
        .text(
            URL,
            "the address of a broker, without user and password",
            "such as mqtts://broker.example:8883")
        .map(URI::create);
  }

  private static Optional<Login> login(Section section) {
    Optional<Value> user = section.find("user");
    Optional<Value> file = section.find("password_file");
    if (user.isPresent() != file.isPresent()) {
      (user.isPresent() ? user : file)
          .ifPresent(
              value ->
                  value.fault(
                      "a user and its password belong together",
                      "add " + (user.isPresent() ? "password_file" : "user")));
    }
    Optional<Secret> password = file.flatMap(Value::secret);
    return user.flatMap(value -> value.text(LONGEST_USER))
        .flatMap(name -> password.map(secret -> new Login(name, secret)));
  }
}
