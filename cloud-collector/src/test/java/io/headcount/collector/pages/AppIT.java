package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.collector.pages.Locators.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
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

  /** Browsers keep whole pages for the way back; this one is told that it was. */
  @Test
  void aPageThatWasKeptIsAskedForAnew() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.ADMIN)) {
      Page page = window.page();
      for (String path : List.of("/", "/users")) {
        visitors.go(window, path);
        window.context().clearCookies(); // signed out in another window
        page.evaluate(
            "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        page.waitForURL(Pattern.compile("/sign-in"));
        assertThat(page.getByRole(AriaRole.TABLE)).hasCount(0);
        visitors.chain().enter(window, Role.ADMIN);
      }
    }
  }

  @Test
  void onPaperThereIsNothingToPress() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.ADMIN)) {
      Page page = window.page();
      visitors.go(window, "/stores/hamburg-01");
      Visitors.waitForCharts(page);
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setMedia(Media.PRINT)
              .setReducedMotion(ReducedMotion.REDUCE));
      assertThat(page.getByRole(AriaRole.HEADING, named("hamburg-01"))).isVisible();
      assertThat(page.getByRole(AriaRole.REGION, named("In and out")).locator("canvas").first())
          .isVisible();
      for (AriaRole role :
          List.of(AriaRole.BUTTON, AriaRole.NAVIGATION, AriaRole.RADIO, AriaRole.SLIDER)) {
        assertThat(page.getByRole(role)).hasCount(0);
      }
      window.shoot("dashboard-store-print");
    }
  }
}
