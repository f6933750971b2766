package io.headcount.edge.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that only the agent's user may read, put in place whole and durably. Stateless. */
final class Disk {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Disk() {}

  /** The folder, made when missing. */
  static Path folder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folderOf(folder));
        Files.createDirectory(folder, OWNERS_FOLDER);
      }
      return folder;
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /** When this returns, a power cut leaves the whole text or, before, nothing of it. */
  static void put(Path file, String text) {
    try {
      Path part = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(part);
      try (var channel =
          Files.newByteChannel(
              part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      sync(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folderOf(file));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Every file and folder of ours lies in one. */
  private static Path folderOf(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file at the root");
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static SetupException failure(Path file, IOException e) {
    return new SetupException(
        "%s cannot be kept (%s): make its folder writable by the agent's user, and free some room"
            .formatted(file, e),
        e);
  }
}
