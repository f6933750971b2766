package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of stores in Chromium, where they get region, group and capacity. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class StoresIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  @Test
  void aStoreIsPutIntoARegionByWhoMay() {
    try (Window window = visitors.open(Screen.PHONE, Role.STORE_MANAGER, "pune-02")) {
      Page page = window.page();
      visitors.go(window, "/stores");
      page.getByLabel("Change pune-02").click();
      assertThat(page.getByLabel("Region")).isFocused();
      page.getByLabel("Region").fill("<b>West</b>");
      page.getByLabel("Capacity").fill("0");
      page.getByLabel("Capacity").evaluate("field => { field.min = '' }");
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("capacity 0 is not from 1");
      page.getByLabel("Capacity").fill("75");
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#told")).hasText("pune-02 is saved");
      assertThat(window.tooWide()).isFalse();
      visitors.go(window, "/");
      assertThat(page.getByLabel("Region").locator("option"))
          .hasText(new String[] {"All", "<b>West</b>"});
    }
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, "/stores");
      assertThat(window.page().getByText("Change", new Page.GetByTextOptions().setExact(true)))
          .hasCount(0);
    }
  }
}
