package io.headcount.delivery.link;

import java.nio.file.Path;
import java.util.Optional;

/**
 * PEM files, read again for each connection, because certificates are renewed under a running
 * program. Immutable.
 *
 * @param authority certificates that may have signed the broker's; without it those that this
 *     machine trusts
 * @param identity what this side shows of itself
 */
public record TlsFiles(Optional<Path> authority, Optional<Identity> identity) {

  /**
   * Who this side is.
   *
   * @param certificate this side's certificate, followed by those between it and the authority
   * @param key its private key: RSA, EC or Ed25519, PKCS#8 without a passphrase
   */
  public record Identity(Path certificate, Path key) {}
}
