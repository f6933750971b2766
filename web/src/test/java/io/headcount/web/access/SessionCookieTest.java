package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionCookieTest {
  private static final SessionLife LIFE = new SessionLife(Duration.ofHours(1), Duration.ofHours(8));
  private static final Instant BEGUN = Instant.parse("2026-03-29T00:30:00Z");

  private final AccessToken token = AccessToken.draw(new SecureRandom());

  @Test
  void withTlsNothingElseGetsIt() {
    assertThat(new SessionCookie(true, LIFE).text(443, token.reveal(), LIFE.whole()))
        .isEqualTo(
            "__Host-headcount-443=%s; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure"
                .formatted(token.reveal()));
  }

  @Test
  void withoutTlsEveryPortHasItsOwn() {
    SessionCookie plain = new SessionCookie(false, LIFE);
    assertThat(plain.text(8080, "x", Duration.ZERO))
        .isEqualTo("headcount-8080=x; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    var headers = WritableHeaders.create();
    headers.set(HeaderNames.COOKIE, "headcount-8081=" + token.reveal());
    assertThat(plain.read(headers, 8080)).isEmpty();
    assertThat(plain.read(headers, 8081)).contains(token);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "__Host-headcount-443=TOKEN                                | true",
        "a=b; __Host-headcount-443=TOKEN; c=d                      | true",
        "a=b;__Host-headcount-443=TOKEN                            | true",
        "__Host-headcount-444=TOKEN                                | false",
        "headcount=TOKEN                                           | false",
        "x__Host-headcount-443=TOKEN                               | false",
        "__Host-headcount-443=nonsense                             | false",
        "__Host-headcount-443=nonsense; __Host-headcount-443=TOKEN | false",
        "__Host-headcount-443=\"TOKEN\"                            | false",
        ";;=;                                                      | false"
      },
      delimiter = '|')
  void findsItAmongOthers(String line, boolean found) {
    var headers = WritableHeaders.create();
    headers.set(HeaderNames.COOKIE, line.replace("TOKEN", token.reveal()));
    assertThat(new SessionCookie(true, LIFE).read(headers, 443).isPresent()).isEqualTo(found);
  }

  @Test
  void aRequestWithoutCookiesHasNone() {
    assertThat(new SessionCookie(true, LIFE).read(WritableHeaders.create(), 443)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 59, false",
    "0, 60, true",
    "400, 459, false",
    "400, 460, true",
    "470, 479, false",
    "479, 480, true",
    "0, -5, false"
  })
  void aSessionEndsIdleOrOld(int usedMinute, int nowMinute, boolean over) {
    Instant used = BEGUN.plus(Duration.ofMinutes(usedMinute));
    Instant now = BEGUN.plus(Duration.ofMinutes(nowMinute));
    assertThat(LIFE.over(BEGUN, used, now)).isEqualTo(over);
  }
}
