package io.headcount.collector.config;

import io.headcount.program.settings.Section;
import io.headcount.program.settings.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** PEM files: a certificate with its chain, and its key. Immutable. */
public record KeyPair(Path certificate, Path key) {
  /** The keys {@code certificate} and {@code key} of a part, which belong together. */
  static Optional<KeyPair> read(Section section) {
    Optional<Value> certificate = section.find("certificate");
    Optional<Value> key = section.find("key");
    if (certificate.isPresent() != key.isPresent()) {
      (certificate.isPresent() ? certificate : key)
          .ifPresent(
              value ->
                  value.fault(
                      "a certificate and its key belong together",
                      "add " + (certificate.isPresent() ? "key" : "certificate")));
    }
    Optional<Path> keyFile = key.flatMap(KeyPair::file);
    return certificate
        .flatMap(KeyPair::file)
        .flatMap(file -> keyFile.map(other -> new KeyPair(file, other)));
  }

  /** A file that can be read. */
  static Optional<Path> file(Value value) {
    Optional<Path> path = value.path();
    if (path.isPresent() && !Files.isReadable(path.get())) {
      value.fault(
          "the file " + path.get() + " cannot be read", "check its name, and who may read it");
      return Optional.empty();
    }
    return path;
  }
}
