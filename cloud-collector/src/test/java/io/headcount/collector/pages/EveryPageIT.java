package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.collector.pages.Visitors.screen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each page of the dashboard in Chromium on each screen. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class EveryPageIT {
  private static final String HOSTILE =
      "/stores/" + URLEncoder.encode(ChainHistory.HOSTILE_STORE, UTF_8).replace("+", "%20");

  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  /**
   * Each page on each screen: drawn, readable for all, nothing from elsewhere, nothing hostile run.
   */
  @ParameterizedTest
  @CsvSource({"desktop", "dark", "phone"})
  void everyPageIsWhole(String screen) {
    try (Window window = visitors.open(screen(screen), Role.ADMIN)) {
      window.page().onDialog(dialog -> window.complaints().add("a name ran: " + dialog.message()));
      for (String[] page :
          List.of(
              new String[] {"overview", "/"},
              new String[] {"stores", "/stores"},
              new String[] {"store", "/stores/hamburg-01"},
              new String[] {"store-weeks", "/stores/bremen-02?period=month"},
              new String[] {"store-hostile", HOSTILE},
              new String[] {"analysis", "/analysis?measure=in&from=2026-11-05&to=2026-11-18"},
              new String[] {"fleet", "/fleet"},
              new String[] {"device", "/fleet/hamburg-01/box"})) {
        visitors.go(window, page[1]);
        if (page[0].startsWith("store-") || page[0].equals("store") || page[0].equals("analysis")) {
          Visitors.waitForCharts(window.page());
        }
        window.shoot("dashboard-" + page[0] + "-" + screen);
        assertThat(window.barriers()).as(page[0]).isEmpty();
        assertThat(window.tooWide()).as(page[0]).isFalse();
        assertThat(window.page().locator("main img")).hasCount(0);
      }
      assertThat(window.complaints()).isEmpty();
      assertThat(window.elsewhere()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"desktop", "phone"})
  void anAddressThatNothingIsAtLeadsOn(String screen) {
    try (Window window = visitors.open(screen(screen), Role.STORE_MANAGER, "hamburg-01")) {
      visitors.go(window, "/store");
      assertThat(window.page().locator("main")).containsText("Nothing is at this address");
      window.shoot("dashboard-nowhere-" + screen);
      assertThat(window.barriers()).isEmpty();
      assertThat(window.tooWide()).isFalse();
      window.page().getByText("To the overview").click();
      assertThat(window.page().locator("h1")).hasText("Overview");
      assertThat(window.elsewhere()).isEmpty();
    }
  }
}
