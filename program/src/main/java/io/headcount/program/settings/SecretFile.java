package io.headcount.program.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** A secret that stands alone in a file, because settings files are shown and copied about. */
final class SecretFile {
  private static final int LARGEST = 4096;

  private SecretFile() {}

  /** The secret without the blanks around it; what is wrong is reported at the value. */
  static Optional<Secret> read(Value value, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      String secret = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > LARGEST || secret.lines().count() != 1) {
        value.fault("the file " + file + " must hold one line", "the password and nothing else");
        return Optional.empty();
      }
      warnIfOpen(value, file);
      return Optional.of(new Secret(secret));
    } catch (NoSuchFileException e) {
      value.fault(
          "the password file " + file + " does not exist",
          "write the password into it, alone on one line");
    } catch (IOException e) {
      value.fault("the password file " + file + " cannot be read", "check who may read it");
    }
    return Optional.empty();
  }

  /** The group is left out: giving a file to a service's group, or by an access list, is usual. */
  private static void warnIfOpen(Value value, Path file) throws IOException {
    boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
    if (posix && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      value.warn(
          "everybody on this machine can read the password file " + file, "chmod o= " + file);
    }
  }
}
