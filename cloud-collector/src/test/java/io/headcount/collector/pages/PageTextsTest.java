package io.headcount.collector.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.web.browser.PageTexts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All texts of the dashboard are in one table, and nothing else is. */
class PageTextsTest {
  private static final Path HOME = Path.of("src/main/resources/io/headcount/collector/pages");

  private final PageTexts texts =
      PageTexts.read(
          HOME.resolve("page/texts.js"),
          Map.of(HOME.resolve("page"), "", HOME.resolve("people"), "people."));

  @Test
  void whatThePagesAskForIsThere() {
    assertThat(texts.keys()).hasSizeGreaterThan(300);
    assertThat(texts.missing()).isEmpty();
  }

  @Test
  void nothingIsThereThatNoPageAsksFor() {
    assertThat(texts.unused()).isEmpty();
  }

  @Test
  void noPageHasATextOfItsOwn() {
    // the name of the program is the same in all languages
    assertThat(texts.beside())
        .containsExactlyInAnyOrder("index.html: Headcount", "shell.js: , 'Headcount')");
  }
}
