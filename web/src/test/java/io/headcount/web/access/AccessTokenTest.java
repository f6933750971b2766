package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTokenTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void everyOneIsAnotherAndComesBackFromItsText() {
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      AccessToken token = AccessToken.draw(random);
      assertThat(drawn.add(token.reveal())).isTrue();
      assertThat(AccessToken.parse(token.reveal())).contains(token);
    }
  }

  @Test
  void itsHashKnowsItAgainAndNoOther() {
    AccessToken token = AccessToken.draw(random);
    TokenHash kept = new TokenHash(token.hash().hex());
    assertThat(kept.isOf(token)).isTrue();
    assertThat(kept.isOf(AccessToken.draw(random))).isFalse();
    assertThat(kept.hex()).doesNotContain(token.reveal());
  }

  @Test
  void printsNothing() {
    AccessToken token = AccessToken.draw(random);
    assertThat(token).hasToString("***");
  }

  @Test
  void whatIsDerivedDependsOnTokenAndPurpose() {
    AccessToken token = AccessToken.draw(random);
    assertThat(token.derive("one"))
        .isEqualTo(token.derive("one"))
        .isNotEqualTo(token.derive("two"))
        .isNotEqualTo(AccessToken.draw(random).derive("one"))
        .hasSize(43);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA+AAAAAAAAAAAAAAAAAAAAA"
      })
  void otherTextIsNone(String text) {
    assertThat(AccessToken.parse(text)).isEmpty();
  }

  @Test
  void aHashHasItsForm() {
    assertThatThrownBy(() -> new TokenHash("abc")).isInstanceOf(IllegalArgumentException.class);
  }
}
