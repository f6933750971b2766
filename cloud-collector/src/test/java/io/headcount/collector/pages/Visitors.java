package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Window;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who looks at the dashboard of a chain, and with which browser. Confined to the browser's thread.
 */
record Visitors(Chain chain, Chromium chromium) {
  /** A window in which somebody of this role is signed in, at the chain's own time. */
  Window open(Screen screen, Role role, String... stores) {
    Window window = chromium.open(screen);
    chain.enter(window, role, stores);
    stopClock(window.page());
    return window;
  }

  /** Makes it the chain's own time; since it stands still, nothing that moves would ever arrive. */
  static void stopClock(Page page) {
    page.clock().setFixedTime(Chain.NOW.toString());
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  /** Opens a page, and waits until nothing on it is to come any more. */
  void go(Window window, String path) {
    Page page = window.page();
    page.navigate(chain.address() + path);
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.locator("[aria-busy]")).hasCount(0);
    assertThat(page.locator(".ghost")).hasCount(0);
  }

  /** Waits until each chart of the page has something on it. */
  static void waitForCharts(Page page) {
    page.waitForFunction(
        """
        () => {
          const charts = [...document.querySelectorAll('.chart-canvas')];
          const inked = canvas =>
            canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean);
          return charts.length > 0 && charts.every(one => [...one.querySelectorAll('canvas')].some(inked));
        }""");
  }

  static Screen screen(String name) {
    return switch (name) {
      case "dark" -> Screen.DARK;
      case "phone" -> Screen.PHONE;
      default -> Screen.DESKTOP;
    };
  }

  /** How often addresses with this in them were asked for from now on. */
  static AtomicInteger asked(BrowserContext context, String part) {
    AtomicInteger asked = new AtomicInteger();
    context.onRequest(
        request -> {
          if (request.url().contains(part)) {
            asked.incrementAndGet();
          }
        });
    return asked;
  }
}
