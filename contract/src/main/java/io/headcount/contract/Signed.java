package io.headcount.contract;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * A text with the collector's signature, on {@code config/desired} (a configuration in YAML) and
 * {@code cmd} (a {@link Command} in JSON). Immutable.
 *
 * @param v version of this message, {@value #VERSION}
 * @param serial grows from one to the next on the same topic; a device refuses what is not above
 *     the last one it took
 * @param issued the collector's time when it signed
 * @param text what is signed, together with the topic and the serial
 * @param signature Ed25519, in Base64; {@link Signing} makes and checks it
 */
@JsonPropertyOrder({"v", "serial", "issued", "text", "signature"})
public record Signed(int v, long serial, Instant issued, String text, String signature) {
  public static final int VERSION = 1;

  public Signed {
    Check.version(v, VERSION);
    Check.between("serial", serial, 1, Check.MAX_SEQ);
    Check.text("signature", signature, 128);
  }

  /** Without the text: a configuration may hold the logins of cameras. */
  @Override
  public String toString() {
    return "Signed[serial=" + serial + ", issued=" + issued + "]";
  }
}
