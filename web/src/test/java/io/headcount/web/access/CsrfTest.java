package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsrfTest {
  private final AccessToken session = AccessToken.draw(new SecureRandom());

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // what browsers say themselves counts alone
        "same-origin, -, box:8080, true",
        "same-origin, https://evil.example, box:8080, true",
        "same-site, https://box:8080, box:8080, false",
        "cross-site, https://box:8080, box:8080, false",
        "none, https://box:8080, box:8080, false",
        "'', https://box:8080, box:8080, false",
        // older ones tell the origin
        "-, https://box:8080, box:8080, true",
        "-, https://BOX:8080, box:8080, true",
        "-, http://[::1]:8080, [::1]:8080, true",
        "-, https://box, box, true",
        "-, https://box:8081, box:8080, false",
        "-, https://box.evil.example:8080, box:8080, false",
        "-, https://evil@box:8080, box:8080, false",
        "-, null, box:8080, false",
        "-, 'ht tp://box:8080', box:8080, false",
        "-, -, box:8080, false",
        "-, https://box:8080, -, false"
      })
  void onlyTheServersOwnPageIsOfItsOrigin(
      @Nullable String site, @Nullable String origin, @Nullable String host, boolean same) {
    var headers = WritableHeaders.create();
    if (site != null) {
      headers.set(HeaderNames.create("Sec-Fetch-Site"), site);
    }
    if (origin != null) {
      headers.set(HeaderNames.ORIGIN, origin);
    }
    if (host != null) {
      headers.set(HeaderNames.HOST, host);
    }
    assertThat(Csrf.sameOrigin(headers)).isEqualTo(same);
  }

  @Test
  void aChangeNeedsOriginAndTokenOfThisSession() {
    assertThat(passes("same-origin", Csrf.token(session))).isTrue();
    assertThat(passes("cross-site", Csrf.token(session))).isFalse();
    assertThat(passes("same-origin", "")).isFalse();
    assertThat(passes("same-origin", Csrf.token(AccessToken.draw(new SecureRandom())))).isFalse();
    assertThat(passes("same-origin", session.reveal())).isFalse();
  }

  @Test
  void theTokenTellsNothingOfTheSession() {
    assertThat(Csrf.token(session)).isNotEqualTo(session.reveal()).hasSize(43);
  }

  @Test
  void onlyReadingIsSafe() {
    assertThat(Csrf.safe(Method.GET)).isTrue();
    assertThat(Csrf.safe(Method.HEAD)).isTrue();
    assertThat(Csrf.safe(Method.POST)).isFalse();
    assertThat(Csrf.safe(Method.DELETE)).isFalse();
    assertThat(Csrf.safe(Method.create("BREW"))).isFalse();
  }

  private boolean passes(String site, String token) {
    var headers = WritableHeaders.create();
    headers.set(HeaderNames.create("Sec-Fetch-Site"), site);
    headers.set(HeaderNames.create(Csrf.HEADER), token);
    return Csrf.passes(headers, session);
  }
}
