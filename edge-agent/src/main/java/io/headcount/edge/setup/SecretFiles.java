package io.headcount.edge.setup;

import io.headcount.program.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Passwords of cameras, each in a file of its own that only the agent's user may read. Thread-safe.
 * A password is never written over, so that an earlier version of the configuration finds its own.
 */
final class SecretFiles {
  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  SecretFiles(Path folder) {
    this.folder = folder;
  }

  /** Keeps a password; answers where. */
  Path keep(String camera, Secret password) {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    Path file = Disk.folder(folder).resolve(camera + "-" + HexFormat.of().formatHex(bytes));
    Disk.put(file, password.reveal());
    return file.toAbsolutePath();
  }

  /** Deletes those that none of these texts names. */
  void prune(List<String> texts) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> texts.stream().noneMatch(text -> text.contains(name(file))))
          .forEach(Disk::delete);
    } catch (IOException e) {
      throw Disk.failure(folder, e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
