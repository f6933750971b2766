package io.headcount.edge.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One file of weights. Immutable.
 *
 * @param path where it lies
 * @param sha256 64 hex digits, lower case
 * @param ap50 how well it finds people, 0 to 1, where that was measured: to be compared with the
 *     same model's other files only
 */
public record ModelFile(Path path, String sha256, Optional<Double> ap50) {
  public ModelFile {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256 '" + sha256 + "' is not 64 hex digits in lower case");
    }
    if (ap50.isPresent() && !(ap50.get() >= 0 && ap50.get() <= 1)) {
      throw new IllegalArgumentException("ap50 " + ap50.get() + " is not within 0..1");
    }
  }

  /** One that nobody has measured. */
  public ModelFile(Path path, String sha256) {
    this(path, sha256, Optional.empty());
  }

  /** Whether it was measured to find people at least so well. */
  boolean finds(double least) {
    return ap50.filter(found -> found >= least).isPresent();
  }

  /** A file as it is now. */
  public static ModelFile of(Path path) {
    return new ModelFile(path, digest(path));
  }

  /**
   * Reads the whole file and compares; call it before an engine reads the file.
   *
   * @throws ModelException when it is missing, empty or not the file that was catalogued
   */
  public void verify() {
    String found = digest(path);
    if (!found.equals(sha256)) {
      throw new ModelException(
          "%s: is not the file that was catalogued: sha256 should be %s and is %s: put the original back, or add the file anew with 'model add'"
              .formatted(path, sha256, found));
    }
  }

  private static String digest(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        throw new ModelException(path + ": no such file: put the model's file there");
      }
      if (Files.size(path) == 0) {
        throw new ModelException(path + ": the file is empty: copy it again");
      }
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new ModelException(path + ": cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
