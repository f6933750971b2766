package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain        | plain
          a,b          | "a,b"
          say "hi"     | "say ""hi\"""
          =1+1         | '=1+1
          @SUM(A1)     | '@SUM(A1)
          -2           | '-2
          =door, "main" | "'=door, ""main\"""
          """)
  void namesNeitherBreakARowNorBecomeAFormula(String name, String cell) {
    Table<String> table = Table.<String>empty().with("name", text -> text);

    assertThat(table.csv(name)).isEqualTo(cell + "\r\n");
  }
}
