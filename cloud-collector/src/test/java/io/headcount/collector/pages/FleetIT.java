package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.collector.pages.Locators.having;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages of boxes in Chromium. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class FleetIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  @Test
  void whatIsNotThereIsSaidOnce() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.ADMIN)) {
      for (String path : List.of("/fleet/atlantis/box", "/stores/atlantis")) {
        visitors.go(window, path);
        assertThat(window.page().getByText("is not known")).hasCount(1);
        assertThat(window.page().locator("main .panel")).hasCount(0);
        assertThat(window.page().locator(".ghost")).hasCount(0);
        assertThat(window.barriers()).isEmpty();
      }
    }
  }

  @Test
  void aBoxIsLookedIntoAndToldSomething() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      visitors.go(window, "/fleet");
      assertThat(page.locator(".devices tbody tr")).hasCount(SharedChain.STORES + 1);
      page.getByLabel("Search store, box or version").fill("hamburg-01");
      page.getByText("hamburg-01 / box").click();
      assertThat(page.locator("h1")).hasText("hamburg-01 / box");
      assertThat(page.locator("h1")).isFocused();
      assertThat(page.locator(".diff [data-mark='+']")).hasText("+   - id: floor\n");
      page.getByText("Ping", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByLabel("Commands").locator("tbody tr")).hasCount(1);
      page.goBack();
      assertThat(page.locator("h1")).hasText("Fleet");
      assertThat(page.locator(".devices tbody tr")).hasCount(1); // still searched for
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void certificatesAreToldBeforeTheyEnd() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      visitors.go(window, "/fleet");
      page.getByLabel("Certificates that end first").check();
      Locator rows = page.locator(".devices tbody tr");
      assertThat(rows.nth(0)).containsText("london-01 / box");
      assertThat(rows.nth(0)).containsText("Certificate has ended");
      assertThat(rows.nth(1)).containsText("munich-01 / box");
      assertThat(rows.nth(1)).containsText("Certificate ends soon");
      assertThat(rows.nth(1)).containsText("12 days left");
      assertThat(rows.last()).containsText("not told");
      page.getByLabel("Need attention").check();
      assertThat(rows.filter(having("munich-01"))).hasCount(1);
      window.shoot("dashboard-fleet-certificates");
      visitors.go(window, "/fleet/munich-01/box");
      assertThat(page.locator(".fact").filter(having("Certificate for the broker")))
          .containsText("12 days left");
      assertThat(window.complaints()).isEmpty();
    }
  }
}
