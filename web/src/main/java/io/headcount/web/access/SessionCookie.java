package io.headcount.web.access;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cookie that carries a session's token. Immutable. With TLS no other host, path or plain
 * connection gets or sets it; scripts never do, and pages of other sites send no request with it.
 */
public final class SessionCookie {
  /** With TLS; browsers hold what begins so to Secure, Path=/ and no Domain. */
  private static final String SECURE_NAME = "__Host-headcount-";

  private static final String PLAIN_NAME = "headcount-";

  private final boolean tls;
  private final Duration life;

  /**
   * @param tls whether the page comes with TLS; false on loopback alone
   */
  public SessionCookie(boolean tls, SessionLife life) {
    this.tls = tls;
    this.life = life.whole();
  }

  /** The token that came with the request. */
  public Optional<AccessToken> read(ServerRequest request) {
    return read(request.headers(), request.localPeer().port());
  }

  /** What {@code Set-Cookie} says to begin a session. */
  public String begin(ServerRequest request, AccessToken token) {
    return text(request.localPeer().port(), token.reveal(), life);
  }

  /** What {@code Set-Cookie} says to end it. */
  public String end(ServerRequest request) {
    return text(request.localPeer().port(), "", Duration.ZERO);
  }

  Optional<AccessToken> read(Headers headers, int port) {
    String start = name(port) + "=";
    Stream<String> cookies =
        headers.contains(HeaderNames.COOKIE)
            ? headers.get(HeaderNames.COOKIE).allValues().stream()
            : Stream.empty();
    return cookies
        .flatMap(line -> Stream.of(line.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(start))
        .findFirst()
        .flatMap(cookie -> AccessToken.parse(cookie.substring(start.length())));
  }

  String text(int port, String value, Duration age) {
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(name(port), value, age.toSeconds(), tls ? "; Secure" : "");
  }

  /** Cookies do not know ports, and two programs may be looked at on one host. */
  private String name(int port) {
    return (tls ? SECURE_NAME : PLAIN_NAME) + port;
  }
}
