package io.headcount.web.access;

import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers that tell browsers to be strict with every answer: files of this server alone and
 * nothing inline, no frames, no guessing of types, no trace to other sites. Immutable.
 */
public final class StrictHeaders {
  private static final String PAGES =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Map<String, String> headers;

  private StrictHeaders(boolean tls) {
    Map<String, String> strict = new LinkedHashMap<>();
    strict.put("Content-Security-Policy", PAGES);
    strict.put("X-Content-Type-Options", "nosniff");
    strict.put("X-Frame-Options", "DENY");
    strict.put("Referrer-Policy", "no-referrer");
    strict.put("Cross-Origin-Resource-Policy", "same-origin");
    strict.put("Cross-Origin-Opener-Policy", "same-origin");
    strict.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (tls) {
      strict.put("Strict-Transport-Security", "max-age=31536000");
    }
    headers = Map.copyOf(strict);
  }

  /** Of a server on loopback, without TLS. */
  public static StrictHeaders plain() {
    return new StrictHeaders(false);
  }

  /** Of a server with TLS: browsers shall not come without it again for a year. */
  public static StrictHeaders withTls() {
    return new StrictHeaders(true);
  }

  public Map<String, String> all() {
    return headers;
  }

  public void set(ServerResponse response) {
    headers.forEach(response::header);
  }
}
