package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes in while the dashboard is open in Chromium. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class LiveIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  @Test
  void whatComesInIsShownWithoutAReloadAlsoAfterARestart() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      visitors.go(window, "/");
      assertThat(page.locator(".pulse")).hasText("Live");
      page.evaluate("() => { window.same = true }");
      AtomicInteger asked = Visitors.asked(window.context(), "/api/v1/overview");
      visitors.chain().minute("hamburg-01", 3, 1);
      page.waitForCondition(() -> asked.get() > 0);

      int port = visitors.chain().stopServer();
      assertThat(page.locator(".pulse")).hasText("Not live");
      visitors.chain().startServer(port);
      assertThat(page.locator(".pulse"))
          .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
      int before = asked.get();
      visitors.chain().minute("hamburg-01", 3, 1);
      page.waitForCondition(() -> asked.get() > before);
      assertThat(page.evaluate("() => window.same")).isEqualTo(true);
    }
  }

  /** Two tabs of one browser share a stream; the second goes on when the first is closed. */
  @Test
  void tabsShareOneStream() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      AtomicInteger streams = Visitors.asked(window.context(), "/api/v1/live");
      visitors.go(window, "/");
      assertThat(window.page().locator(".pulse")).hasText("Live");
      Page second = window.context().newPage();
      second.navigate(visitors.chain().address() + "/");
      assertThat(second.locator(".pulse")).hasText("Live");
      assertThat(streams).hasValue(1);
      window.page().close();
      second.waitForCondition(() -> streams.get() == 2);
      assertThat(second.locator(".pulse")).hasText("Live");
    }
  }
}
