package io.headcount.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From each page of the box one comes to all the others, in the same order. */
class PlacesTest {
  private static final Path HOME = Path.of("src/main/resources/io/headcount/edge");
  private static final Pattern LINK =
      Pattern.compile("<a href=\"([^\"]*)\"([^>]*) data-t=\"([^\"]*)\"");

  @ParameterizedTest
  @CsvSource({
    "status/page/index.html,  /",
    "setup/page/cameras.html, /cameras",
    "setup/page/zones.html,   ''",
    "setup/page/floor.html,   ''",
    "health/page/health.html, /state",
  })
  void everyPageLeadsToTheSamePlaces(String page, String here) throws IOException {
    String html = Files.readString(HOME.resolve(page));
    int from = html.indexOf("<nav class=\"places\"");
    List<MatchResult> links =
        LINK.matcher(html.substring(from, html.indexOf("</nav>", from))).results().toList();
    assertThat(links)
        .extracting(link -> link.group(1) + " " + link.group(3))
        .containsExactly(
            "/ nav.live", "/cameras nav.cameras", "/state nav.state", "/password nav.password");
    assertThat(links)
        .filteredOn(link -> link.group(2).contains("aria-current=\"page\""))
        .extracting(link -> link.group(1))
        .isEqualTo(here.isEmpty() ? List.of() : List.of(here));
  }
}
