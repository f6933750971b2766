package io.headcount.edge.config;

import io.headcount.edge.access.ClaimCode;
import io.headcount.edge.config.StatusConfig.Certificate;
import io.headcount.program.settings.Secret;
import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the part of the file that says where the page is. Stateless. */
final class StatusReader {
  private static final int LONGEST = 256;
  private static final int MOST_NAMES = 32;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*");

  private StatusReader() {}

  static StatusConfig status(Section section) {
    StatusConfig defaults = StatusConfig.defaults();
    return new StatusConfig(
        section.find("bind").flatMap(StatusReader::address).orElse(defaults.bind()),
        section.find("port").flatMap(value -> value.whole(0, HIGHEST_PORT)).orElse(defaults.port()),
        section.find("names").map(StatusReader::names).orElse(defaults.names()),
        section.find("privacy").flatMap(Value::flag).orElse(defaults.privacy()),
        section.find("claim_code_file").flatMap(StatusReader::code),
        certificate(section));
  }

  private static Optional<InetAddress> address(Value value) {
    Optional<String> text = value.text(LONGEST);
    if (text.isEmpty() || text.get().equals("localhost")) {
      return text.map(name -> StatusConfig.defaults().bind());
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text.get()));
    } catch (IllegalArgumentException e) {
      value.fault(
          "'" + text.get() + "' is not an IP address",
          "write 127.0.0.1 for this box alone, 0.0.0.0 for its network");
      return Optional.empty();
    }
  }

  private static Set<String> names(Value value) {
    Set<String> names = new HashSet<>();
    for (Value item : value.items(MOST_NAMES)) {
      item.text(NAME, "a host name such as box-12.shop.example", "without http:// and port")
          .ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }
    return names;
  }

  private static Optional<Secret> code(Value value) {
    Optional<Secret> secret = value.secret();
    if (secret.filter(it -> !ClaimCode.typed(it.reveal()).longEnough()).isPresent()) {
      value.fault(
          "the claim code has fewer than %d letters and digits and can be tried out"
              .formatted(ClaimCode.SHORTEST),
          "print longer ones on the stickers");
      return Optional.empty();
    }
    return secret;
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
    Optional<Path> chain = file.flatMap(StatusReader::readable);
    Optional<Path> secret = key.flatMap(StatusReader::readable);
    return chain.flatMap(path -> secret.map(own -> new Certificate(path, own)));
  }

  private static Optional<Path> readable(Value value) {
    Optional<Path> path = value.path();
    if (path.isPresent() && !Files.isReadable(path.get())) {
      value.fault(
          path.get() + " cannot be read", "check that it is there and who may read it: ls -l");
      return Optional.empty();
    }
    return path;
  }
}
