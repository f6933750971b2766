package io.headcount.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordRulesTest {
  private final PasswordRules rules =
      new PasswordRules(List.of("Edinburgh-Princes-Street", "maria", "Maria Lopez", "a"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "kaffeetasse!!",
        "zugvogel am see",
        "тихая река зимой",
        "wq8sj2mdlx0p",
        "maria likes rivers",
        "my password is long"
      })
  void longOnesPassWithoutRulesOfTheirMakeUp(String password) {
    assertThat(rules.fault(password)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', at least 12",
    "elevenchars, at least 12",
    "🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆, at least 12",
    "aaaaaaaaaaaa, again and again",
    "abcabcabcabc, again and again",
    "hallohallohallo, again and again",
    "qwertyuiopas, row of keys",
    "123456789012, row of keys",
    "QWERTZUIOPqw, row of keys",
    "abcdefghijklm, row of keys",
    "poiuytrewqlk, row of keys",
    "112233445566, row of keys",
    "edinburgh-princes-street, name that others know",
    "Edinburgh-Princes-Street1, name that others know",
    "mariamaria1234, name that others know",
    "MARIA lopez2026, name that others know",
    "password1234, name that others know",
    "Headcount2026!, name that others know"
  })
  void whatIsTriedFirstIsRefusedWithItsReason(String password, String reason) {
    assertThat(rules.fault(password)).hasValueSatisfying(it -> assertThat(it).contains(reason));
  }

  @Test
  void theLongestIsCountedInCharacters() {
    String pattern = "correct horse battery staple 🦆 ";
    String longest = pattern.repeat(20).substring(0, 200);
    assertThat(rules.fault(longest)).isEmpty();
    assertThat(rules.fault(pattern.repeat(20)))
        .hasValueSatisfying(it -> assertThat(it).contains("at most 256"));
  }
}
