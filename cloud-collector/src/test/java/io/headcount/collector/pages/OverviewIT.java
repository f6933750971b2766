package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
}
