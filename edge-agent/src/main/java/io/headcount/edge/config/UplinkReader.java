package io.headcount.edge.config;

import io.headcount.contract.ContractException;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.Signing;
import io.headcount.edge.config.UplinkConfig.Certificate;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the part of the file that says where numbers are sent. Stateless. */
final class UplinkReader {
  private static final int LONGEST = 256;
  private static final String SMALLEST_BUDGET = "16MiB";
  private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883);

  private UplinkReader() {}

  /**
   * Empty when something is wrong, which is then reported.
   *
   * @param box the box's name, the default of the device's
   */
  static Optional<UplinkConfig> uplink(Section section, String box) {
    Optional<URI> broker =
        section.need("broker", "such as mqtts://broker.example").flatMap(UplinkReader::broker);
    Optional<String> tenant =
        section.need("tenant", "who the store belongs to, such as acme").flatMap(UplinkReader::id);
    Optional<String> store =
        section.need("store", "such as high-street-12").flatMap(UplinkReader::id);
    Optional<String> device =
        section.find("device").isEmpty() && DeviceAddress.valid(box)
            ? Optional.of(box)
            : section
                .need("device", "the box's name among those of its store, such as box-1")
                .flatMap(UplinkReader::id);
    Optional<Certificate> certificate = certificate(section);
    Optional<Path> authorities = section.find("ca_file").flatMap(UplinkReader::file);
    Optional<PublicKey> key = section.find("collector_key").flatMap(UplinkReader::key);
    warnUnencrypted(section, broker);
    if (broker.isEmpty() || tenant.isEmpty() || store.isEmpty() || device.isEmpty()) {
      return Optional.empty();
    }
    DeviceAddress address = new DeviceAddress(tenant.get(), store.get(), device.get());
    return Optional.of(
        new UplinkConfig(
            broker.get(),
            address,
            section
                .find("username")
                .flatMap(value -> value.text(LONGEST))
                .orElse(address.toString()),
            section.find("password_file").flatMap(Value::secret),
            authorities,
            certificate,
            key,
            section
                .find("budget")
                .flatMap(value -> value.size(SMALLEST_BUDGET))
                .orElse(UplinkConfig.DEFAULT_BUDGET),
            section.find("events").flatMap(Value::flag).orElse(false),
            section.find("home_assistant").flatMap(Value::flag).orElse(false)));
  }

  private static Optional<URI> broker(Value value) {
    Optional<String> text = value.text(LONGEST);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI given = new URI(text.get());
      Integer port = PORTS.get(given.getScheme() == null ? "" : given.getScheme());
      if (port == null || given.getHost() == null) {
        value.fault(
            "a broker's address begins with mqtts:// or mqtt://, followed by its host",
            "such as mqtts://broker.example");
        return Optional.empty();
      }
      if (given.getUserInfo() != null) {
        value.fault(
            "a user or password is never written into the address",
            "use username and password_file");
        return Optional.empty();
      }
      if (!given.getRawPath().isEmpty() || given.getRawQuery() != null) {
        value.fault("nothing follows a broker's host and port", "leave out what follows them");
        return Optional.empty();
      }
      int named = given.getPort() < 0 ? port : given.getPort();
      return Optional.of(
          new URI(given.getScheme(), null, given.getHost(), named, null, null, null));
    } catch (URISyntaxException e) {
      value.fault("not an address: " + e.getReason(), "such as mqtts://broker.example");
      return Optional.empty();
    }
  }

  private static void warnUnencrypted(Section section, Optional<URI> broker) {
    boolean open =
        broker
            .filter(uri -> uri.getScheme().equals("mqtt"))
            .filter(uri -> !List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost()))
            .isPresent();
    if (open) {
      section
          .find("broker")
          .ifPresent(
              value ->
                  value.warn(
                      "numbers and password travel unencrypted", "use mqtts:// with TLS instead"));
    }
  }

  private static Optional<String> id(Value value) {
    Optional<String> text = value.text(LONGEST);
    if (text.isPresent() && !DeviceAddress.valid(text.get())) {
      value.fault(
          "'" + text.get() + "' cannot be part of a topic",
          "use 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Certificate> certificate(Section section) {
    Optional<Value> file = section.find("certificate_file");
    Optional<Value> key = section.find("key_file");
    if (file.isPresent() && key.isEmpty()) {
      section.need("key_file", "certificate_file needs it: the certificate's private key");
    }
    if (key.isPresent() && file.isEmpty()) {
      section.need("certificate_file", "key_file needs it: the certificate for this key");
    }
    Optional<Path> certificate = file.flatMap(UplinkReader::file);
    Optional<Path> secret = key.flatMap(UplinkReader::file);
    return certificate.flatMap(path -> secret.map(own -> new Certificate(path, own)));
  }

  private static Optional<Path> file(Value value) {
    Optional<Path> path = value.path();
    if (path.isPresent() && !Files.isReadable(path.get())) {
      value.fault(
          path.get() + " cannot be read", "check that it is there and who may read it: ls -l");
      return Optional.empty();
    }
    return path;
  }

  private static Optional<PublicKey> key(Value value) {
    Optional<String> text = value.text(LONGEST);
    try {
      return text.map(Signing::publicKey);
    } catch (ContractException e) {
      value.fault("this is not a collector's key", "copy it from 'headcount-collector doctor'");
      return Optional.empty();
    }
  }
}
