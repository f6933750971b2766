package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.collector.pages.Locators.having;
import static io.headcount.collector.pages.Locators.starting;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

/** The overview of all stores in Chromium. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class OverviewIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  @Test
  void theOverviewSaysWhatNeedsAttentionFirstAndIsSortedAndFound() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      visitors.go(window, "/");
      Locator rows = page.locator(".stores tbody tr");
      assertThat(rows).hasCount(SharedChain.STORES + 1);
      Locator first = page.locator(".needs li").first();
      assertThat(first).containsText("bremen-02");
      assertThat(first).containsText("offline");
      assertThat(page.locator(".tile").nth(3)).containsText("29 of 31");

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Today")).click();
      assertThat(page.locator("th[aria-sort=descending]")).hasText("Today");
      List<Integer> today =
          page.locator(".stores tbody tr td:nth-child(3)").allTextContents().stream()
              .map(text -> Integer.parseInt(text.replace(",", "")))
              .toList();
      assertThat(today).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
      assertThat(page.url()).contains("sort=in");

      page.getByLabel("Search").fill("munich");
      assertThat(rows).hasCount(3);
      assertThat(page.locator("#told")).hasText("3 stores");
      page.reload();
      assertThat(rows).hasCount(3);

      page.getByLabel("Search").fill("");
      page.getByLabel("Region").selectOption("Britain");
      assertThat(rows).hasCount(6);
      page.getByLabel("Need attention").check();
      assertThat(rows).hasCount(1); // leeds-01 lacks numbers
      page.getByLabel("Search").fill("nothing like it");
      assertThat(page.getByText("No store is like that")).isVisible();
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void certificatesThatEndSoonNeedAttentionOfWhoSeesTheFleet() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      visitors.go(window, "/");
      Locator needs = page.locator(".needs li");
      assertThat(needs.filter(having("london-01")))
          .hasText("london-01A box’s certificate ended on Nov 16, 2026.");
      page.getByRole(AriaRole.BUTTON, starting("Show all")).click(); // one that ends soon can wait
      assertThat(needs.filter(having("munich-01")))
          .hasText("munich-01A box’s certificate ends on Nov 30, 2026.");
      assertThat(needs.filter(having("certificate"))).hasCount(2);
      assertThat(overview(window)).contains("\"certificateEnds\":\"2026-11-30T14:42:30Z\"");
      page.getByLabel("Need attention").check();
      assertThat(page.locator(".stores tbody tr").filter(having("munich-01")))
          .containsText("A certificate ends soon");
      window.shoot("dashboard-overview-certificates");
      visitors.go(window, "/stores/munich-01");
      assertThat(page.locator(".note").filter(having("certificate ends on"))).hasCount(1);
      assertThat(window.complaints()).isEmpty();
    }
    try (Window window = visitors.open(Screen.DESKTOP, Role.ANALYST)) {
      visitors.go(window, "/");
      assertThat(window.page().locator(".needs li").first()).isVisible();
      assertThat(window.page().locator(".needs li").filter(having("certificate"))).hasCount(0);
      assertThat(overview(window)).contains("\"certificateEnds\":null").doesNotContain("Ends\":\"");
    }
  }

  private static String overview(Window window) {
    return window.context().request().get(visitors.chain().address() + "/api/v1/overview").text();
  }
}
