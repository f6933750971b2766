package io.headcount.delivery.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS from PEM files. */
final class Tls {
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";
  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /**
   * @throws LinkException when a file cannot be used
   */
  static SSLContext context(LinkOptions options) {
    TlsFiles files = options.tls().orElse(null);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          files == null ? null : files.identity().map(Tls::identity).orElse(null),
          files == null ? null : files.authority().map(Tls::trust).orElse(null),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new LinkException(options.name() + ": TLS cannot be set up here: " + e, e);
    }
  }

  private static TrustManager[] trust(Path file) {
    try {
      KeyStore store = emptyStore();
      int count = 0;
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("authority-" + count++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(file, "PEM certificates", e);
    }
  }

  private static KeyManager[] identity(TlsFiles.Identity identity) {
    Certificate[] chain = chain(identity.certificate());
    PrivateKey key = key(identity.key(), chain[0].getPublicKey().getAlgorithm());
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("identity", key, NO_PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(identity.certificate(), "the certificate of its key", e);
    }
  }

  private static Certificate[] chain(Path file) {
    try {
      return certificates(file).toArray(Certificate[]::new);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(file, "PEM certificates", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException("no certificate in it");
      }
      return found;
    }
  }

  private static PrivateKey key(Path file, String algorithm) {
    try {
      String text = Files.readString(file);
      int begin = text.indexOf(KEY_BEGIN);
      int end = text.indexOf(KEY_END);
      if (begin < 0 || end < begin) {
        throw new LinkException(
            file
                + ": no PKCS#8 key in it: convert it with"
                + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'");
      }
      byte[] der =
          Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end).strip());
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // the cause is left out: it could quote the key
      throw unusable(file, "the " + algorithm + " key of the certificate beside it", null);
    } catch (IOException e) {
      throw unusable(file, "a private key", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static LinkException unusable(Path file, String wanted, @Nullable Exception cause) {
    String why = cause == null ? "it is not that" : String.valueOf(cause);
    return new LinkException(file + ": " + wanted + " must be there and readable: " + why, cause);
  }
}
