package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dashboard in Chromium, over thirty stores. See {@code web-browser/src/test/browser/setup.sh}.
 */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class DashboardIT {
  private static final int STORES = SharedChain.STORES;

  private static Chain chain;
  private static Chromium chromium;

  @BeforeAll
  static void share(Chain ofAll, Chromium ofAllToo) {
    chain = ofAll;
    chromium = ofAllToo;
  }

  private static Window open(Screen screen, Role role, String... stores) {
    Window window = chromium.open(screen);
    chain.enter(window, role, stores);
    window.page().clock().setFixedTime(Chain.NOW.toString());
    return window;
  }

  private static void go(Window window, String path) {
    window.page().navigate(chain.address() + path);
    assertThat(window.page().locator("h1")).isVisible();
    assertThat(window.page().locator("[aria-busy]")).hasCount(0);
    assertThat(window.page().locator(".ghost")).hasCount(0);
  }

  private static Screen screen(String name) {
    return switch (name) {
      case "dark" -> Screen.DARK;
      case "phone" -> Screen.PHONE;
      default -> Screen.DESKTOP;
    };
  }

  private static final String HOSTILE =
      "/stores/"
          + URLEncoder.encode(Chain.HOSTILE_STORE, StandardCharsets.UTF_8).replace("+", "%20");

  /**
   * Each page on each screen: drawn, readable for all, nothing from elsewhere, nothing hostile run.
   */
  @ParameterizedTest
  @CsvSource({"desktop", "dark", "phone"})
  void everyPageIsWhole(String screen) {
    try (Window window = open(screen(screen), Role.ADMIN)) {
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
        go(window, page[1]);
        if (page[0].startsWith("store-") || page[0].equals("store") || page[0].equals("analysis")) {
          assertThat(window.page().locator(".chart-canvas canvas").first()).isVisible();
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

  @Test
  void theOverviewSaysWhatNeedsAttentionFirstAndIsSortedAndFound() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      go(window, "/");
      Locator rows = page.locator(".stores tbody tr");
      assertThat(rows).hasCount(STORES + 1);
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

  /** 14:42 in London: up to 14:00 today's entries meet those of a week ago. */
  @Test
  void aStoreIsComparedUpToTheSameHour() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      go(window, "/stores/london-01");
      assertThat(window.page().locator(".head p")).containsText("Europe/London");
      assertThat(window.page().locator(".head p")).containsText("2:42");
      assertThat(window.page().locator(".tile").nth(1)).containsText("both to 2");
      Locator chart = window.page().getByLabel("In and out").locator("figure");
      chart.locator("summary").click();
      assertThat(chart.locator("tbody tr")).hasCount(12); // the shop's hours, not the night's
      assertThat(chart.locator("thead th")).hasCount(4);
      window.page().getByLabel("7 days").check();
      assertThat(chart.locator("tbody tr")).hasCount(7);
      assertThat(window.page()).hasURL(Pattern.compile("period=week"));
      assertThat(window.page().locator(".week tbody tr")).hasCount(7);
      // a viewer sees numbers, no boxes
      assertThat(window.page().getByLabel("Boxes")).hasCount(0);
      assertThat(window.page().locator("#nav").getByText("Fleet")).hasCount(0);
    }
  }

  @Test
  void whatWasNotObservedIsSaid() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      go(window, "/stores/leipzig-01");
      assertThat(window.page().locator(".note").first()).containsText("of today was observed");
      assertThat(window.page().getByText("were not observed in full")).isVisible();
      assertThat(window.page().locator(".covered[data-tone=wait]")).hasCount(1);
    }
  }

  /** Which of my stores had the longest queue yesterday: the page, the question, the answer. */
  @Test
  void theLongestQueueIsTwoClicksAway() {
    try (Window window = open(Screen.DESKTOP, Role.ANALYST)) {
      Page page = window.page();
      go(window, "/");
      page.locator("#nav").getByText("Analysis").click();
      page.getByText("Longest queue yesterday").click();
      Locator first = page.getByLabel("In order").locator("tbody tr").first();
      assertThat(first).isVisible();
      List<Integer> longest =
          page
              .getByLabel("In order")
              .locator("table tbody td:nth-child(2)")
              .allTextContents()
              .stream()
              .map(Integer::parseInt)
              .toList();
      assertThat(longest).hasSize(STORES + 1);
      assertThat(longest).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
      assertThat(page.url()).contains("from=2026-11-17").contains("measure=queueLongest");

      String shown = first.textContent();
      String address = page.url();
      page.navigate("about:blank");
      page.navigate(address);
      assertThat(page.getByLabel("In order").locator("tbody tr").first()).hasText(shown);
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void csvIsWhatTheTableShowsAndOnlyForThoseWhoMayExport() throws IOException {
    String view =
        "/analysis?measure=in&by=store&grain=day&from=2026-11-17&to=2026-11-17&store=leeds-01";
    try (Window window = open(Screen.DESKTOP, Role.ANALYST)) {
      go(window, view);
      String shown = window.page().getByLabel("In order").locator("tbody td").first().textContent();
      Path file =
          window
              .page()
              .waitForDownload(
                  () ->
                      window
                          .page()
                          .getByText("CSV", new Page.GetByTextOptions().setExact(true))
                          .click())
              .path();
      assertThat(Files.readString(file))
          .contains("leeds-01,,,,2026-11-17T00:00:00Z")
          .contains("," + shown.replace(",", "") + ",");
    }
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      go(window, view);
      assertThat(window.page().getByText("CSV", new Page.GetByTextOptions().setExact(true)))
          .hasCount(0);
    }
  }

  @Test
  void aStoreIsPutIntoARegionByWhoMay() {
    try (Window window = open(Screen.PHONE, Role.STORE_MANAGER, "pune-02")) {
      Page page = window.page();
      go(window, "/stores");
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
      go(window, "/");
      assertThat(page.getByLabel("Region").locator("option"))
          .hasText(new String[] {"All", "<b>West</b>"});
    }
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      go(window, "/stores");
      assertThat(window.page().getByText("Change", new Page.GetByTextOptions().setExact(true)))
          .hasCount(0);
    }
  }

  @Test
  void aBoxIsLookedIntoAndToldSomething() {
    try (Window window = open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      go(window, "/fleet");
      assertThat(page.locator(".devices tbody tr")).hasCount(STORES + 1);
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
  void whatComesInIsShownWithoutAReloadAlsoAfterARestart() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      go(window, "/");
      assertThat(page.locator(".pulse")).hasText("Live");
      page.evaluate("() => { window.same = true }");
      AtomicInteger asked = asked(window.context(), "/api/v1/overview");
      chain.minute("hamburg-01", 3, 1);
      page.waitForCondition(() -> asked.get() > 0);

      int port = chain.stopServer();
      assertThat(page.locator(".pulse")).hasText("Not live");
      chain.startServer(port);
      assertThat(page.locator(".pulse"))
          .hasText("Live", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
      int before = asked.get();
      chain.minute("hamburg-01", 3, 1);
      page.waitForCondition(() -> asked.get() > before);
      assertThat(page.evaluate("() => window.same")).isEqualTo(true);
    }
  }

  /** How often addresses with this in them were asked for from now on. */
  private static AtomicInteger asked(BrowserContext context, String part) {
    AtomicInteger asked = new AtomicInteger();
    context.onRequest(
        request -> {
          if (request.url().contains(part)) {
            asked.incrementAndGet();
          }
        });
    return asked;
  }

  /** Two tabs of one browser share a stream; the second goes on when the first is closed. */
  @Test
  void tabsShareOneStream() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      AtomicInteger streams = asked(window.context(), "/api/v1/live");
      go(window, "/");
      assertThat(window.page().locator(".pulse")).hasText("Live");
      Page second = window.context().newPage();
      second.navigate(chain.address() + "/");
      assertThat(second.locator(".pulse")).hasText("Live");
      assertThat(streams).hasValue(1);
      window.page().close();
      second.waitForCondition(() -> streams.get() == 2);
      assertThat(second.locator(".pulse")).hasText("Live");
    }
  }

  @Test
  void withoutANetworkTheAppOpensAndSaysSinceWhen() {
    try (Window window = open(Screen.PHONE, Role.VIEWER)) {
      Page page = window.page();
      go(window, "/");
      page.waitForFunction("() => navigator.serviceWorker.controller !== null");
      page.reload();
      assertThat(page.locator(".pulse")).hasText("Live");
      page.waitForFunction(
          "async () => (await Promise.all(performance.getEntriesByType('resource')"
              + ".map(one => one.name).filter(name => new URL(name).pathname.startsWith('/page/'))"
              + ".map(name => caches.match(name)))).every(Boolean)");
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
      assertThat(page.locator(".stores tbody tr")).hasCount(STORES + 1);
    }
  }

  @Test
  void whoSignsOutLeavesNothingBehind() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      go(window, "/");
      page.locator(".menu summary").click();
      page.getByText("Sign out").click();
      page.waitForURL(Pattern.compile("/sign-in"));
      page.waitForFunction("async () => (await caches.keys()).length === 0");
      page.navigate(chain.address() + "/stores/hamburg-01");
      page.waitForURL(Pattern.compile("/sign-in\\?to=%2Fstores%2Fhamburg-01"));
    }
  }

  @Test
  void whatCannotBeHadIsSaidInWords() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER, "leeds-01")) {
      go(window, "/stores/hamburg-01");
      assertThat(window.page().getByRole(AriaRole.ALERT))
          .containsText("store 'hamburg-01' is not known");
      go(window, "/analysis?from=2020-01-01&to=2020-01-02");
      assertThat(window.page().getByText("Nothing was observed")).hasCount(2);
      go(window, "/stores/leeds-01?from=2020-01-01&to=2020-01-02");
      assertThat(window.page().getByText("Nothing was counted").first()).isVisible();
      assertThat(window.page().getByText("No queues")).isVisible();
      window.shoot("dashboard-empty-desktop");
    }
  }
}
