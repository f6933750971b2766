package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.web.browser.PageTexts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All texts of the box's pages are in one table, and nothing else is. */
class PageTextsTest {
  private static final Path HOME = Path.of("src/main/resources/io/headcount/edge");

  private final PageTexts texts =
      PageTexts.read(
          HOME.resolve("status/page/texts.js"),
          Map.of(
              HOME.resolve("status/page"), "",
              HOME.resolve("setup/page"), "",
              HOME.resolve("health/page"), ""));

  @Test
  void whatThePagesAskForIsThere() {
    assertThat(texts.keys()).hasSizeGreaterThan(200);
    assertThat(texts.missing()).isEmpty();
  }

  @Test
  void nothingIsThereThatNoPageAsksFor() {
    assertThat(texts.unused()).isEmpty();
  }

  @Test
  void noPageHasATextOfItsOwn() {
    // the name of the program is the same in all languages
    assertThat(texts.beside()).containsExactly("index.html: Headcount");
  }

  @Test
  void everyStateAndTypeOfZoneHasItsText() {
    assertThat(texts.keys()).containsAll(named("state.", CameraState.values(), ""));
    assertThat(texts.keys()).containsAll(named("zoneType.", ZoneType.values(), ""));
    assertThat(texts.keys()).containsAll(named("zoneType.", ZoneType.values(), ".what"));
  }

  private static Iterable<String> named(String before, Enum<?>[] all, String after) {
    return Arrays.stream(all)
        .map(one -> before + one.name().toLowerCase(Locale.ROOT) + after)
        .toList();
  }
}
