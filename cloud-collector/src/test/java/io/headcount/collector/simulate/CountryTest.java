package io.headcount.collector.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountryTest {
  @ParameterizedTest
  @CsvSource({
    "2024-03-31",
    "2025-04-20",
    "2026-04-05",
    "2027-03-28",
    "2030-04-21",
    "2038-04-25",
    "2035-03-25"
  })
  void easter(LocalDate day) {
    assertThat(Country.easter(day.getYear())).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({
    "GERMANY, 2026-01-01, true",
    "GERMANY, 2026-04-03, true", // Good Friday
    "GERMANY, 2026-04-06, true", // Easter Monday
    "GERMANY, 2026-04-07, false",
    "GERMANY, 2026-12-26, true",
    "AMERICA, 2026-11-26, true", // Thanksgiving
    "AMERICA, 2026-11-19, false",
    "AMERICA, 2026-04-06, false",
    "INDIA, 2026-08-15, true",
    "JAPAN, 2026-12-25, false"
  })
  void holidays(Country country, LocalDate day, boolean holiday) {
    assertThat(country.holiday(day)).isEqualTo(holiday);
  }
}
