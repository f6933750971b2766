package io.headcount.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Writes small files that not everybody may read: whole or not at all. Stateless. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> FOR_OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rw-r--r--");

  private PrivateFile() {}

  /**
   * Writes a file that its owner alone reads. Its owner is that of the folder, so that a command of
   * the administrator leaves nothing that the service cannot read.
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text, FOR_OWNER);
  }

  /** The same, for all to read. */
  static void writeOpen(Path file, String text) throws IOException {
    write(file, text, FOR_ALL);
  }

  private static void write(Path file, String text, Set<PosixFilePermission> permissions)
      throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, attributes(fresh, permissions)); // never open to others for a moment
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    giveToOwnerOfFolder(fresh);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Does nothing where it is so already, as nearly always. */
  public static void giveToOwnerOfFolder(Path file) throws IOException {
    UserPrincipal owner = Files.getOwner(file.toAbsolutePath().getParent());
    if (!Files.getOwner(file).equals(owner)) {
      Files.setOwner(file, owner);
    }
  }

  private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
