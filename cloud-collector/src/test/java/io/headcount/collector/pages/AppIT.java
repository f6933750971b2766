package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard as an app of its own in Chromium: without a network, and after the last visit. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class AppIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  @Test
  void withoutANetworkTheAppOpensAndSaysSinceWhen() {
    try (Window window = visitors.open(Screen.PHONE, Role.VIEWER)) {
      Page page = window.page();
      visitors.go(window, "/");
      page.waitForFunction("() => navigator.serviceWorker.controller !== null");
      page.reload();
      assertThat(page.locator(".pulse")).hasText("Live");
      page.waitForFunction(
          """
          async () => {
            const files = [...document.querySelectorAll('link[href], script[src]')]
              .map(one => one.href || one.src).filter(name => new URL(name).pathname.startsWith('/page/'));
            const kept = await Promise.all(files.map(name => caches.match(name)));
            return files.length > 10 && kept.every(Boolean);
          }""");
      window.context().setOffline(true);
      page.reload();
      assertThat(page.locator("h1")).hasText("You are offline");
      assertThat(page.locator("main")).containsText("The collector was last reached at");
      window.shoot("dashboard-offline-phone");
      Object kept =
          page.evaluate(
              "async () => (await Promise.all((await caches.keys()).map(async name =>"
                  + " (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat()");
      assertThat((List<?>) kept)
          .allSatisfy(path -> assertThat(path.toString()).matches("/|/page/.*"));
      window.context().setOffline(false);
      assertThat(page.locator(".stores tbody tr")).hasCount(SharedChain.STORES + 1);
    }
  }

  @Test
  void whoSignsOutLeavesNothingBehind() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      visitors.go(window, "/");
      page.locator(".menu summary").click();
      page.getByText("Sign out").click();
      page.waitForURL(Pattern.compile("/sign-in"));
      page.waitForFunction("async () => (await caches.keys()).length === 0");
      page.navigate(visitors.chain().address() + "/stores/hamburg-01");
      page.waitForURL(Pattern.compile("/sign-in\\?to=%2Fstores%2Fhamburg-01"));
    }
  }
}
