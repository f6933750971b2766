package io.headcount.web.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a request of our own page from one that another site made the browser send. Stateless. Only
 * what comes with a cookie needs it: no browser sends a Bearer token by itself.
 */
public final class Csrf {
  /** Carries {@link #token} in requests that change something. */
  public static final String HEADER = "X-Headcount-Csrf";

  private static final HeaderName NAME = HeaderNames.create(HEADER);
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final String PURPOSE = "headcount csrf";
  private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

  private Csrf() {}

  /** The text that the page sends back; it follows from the session, so nobody stores it. */
  public static String token(AccessToken session) {
    return session.derive(PURPOSE);
  }

  /** Whether requests of this kind change nothing, so that they need no check. */
  public static boolean safe(Method method) {
    return SAFE.contains(method);
  }

  /**
   * Whether the browser says that the request comes from a page of this very server, or of a
   * browser too old to say so the origin is the host that was asked.
   */
  public static boolean sameOrigin(Headers headers) {
    Optional<String> site = headers.first(FETCH_SITE);
    if (site.isPresent()) {
      return site.get().equals("same-origin");
    }
    return headers.first(HeaderNames.ORIGIN).flatMap(Csrf::authority).stream()
        .anyMatch(
            origin ->
                headers
                    .first(HeaderNames.HOST)
                    .filter(host -> origin.equals(host.toLowerCase(Locale.ROOT)))
                    .isPresent());
  }

  /** Whether it is of the same origin and carries the session's token. */
  public static boolean passes(Headers headers, AccessToken session) {
    byte[] wanted = token(session).getBytes(UTF_8);
    return sameOrigin(headers)
        && headers
            .first(NAME)
            .filter(given -> MessageDigest.isEqual(given.getBytes(UTF_8), wanted))
            .isPresent();
  }

  private static Optional<String> authority(String origin) {
    try {
      return Optional.ofNullable(new URI(origin).getAuthority())
          .map(authority -> authority.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return Optional.empty(); // such as "null", which stands for no origin
    }
  }
}
