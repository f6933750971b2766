package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Newcomer;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
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
      // what was asked before stays until the answer is here
      assertThat(page.getByLabel("In order").locator("thead").getByText("Longest queue"))
          .isVisible();
      Locator first = page.getByLabel("In order").locator("tbody tr").first();
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

  /**
   * The same by somebody who has never seen a page of it, from the form on: the walk of {@code
   * docs/newcomer.md}.
   */
  @Test
  void aNewcomerFindsTheLongestQueueWithinAMinute() throws IOException {
    String login = chain.login(Role.STORE_MANAGER, "hamburg-01", "bremen-01", "munich-01");
    try (Window window = chromium.open(new Chromium.Screen(1180, 820, 1, ColorScheme.LIGHT))) {
      Page page = window.page();
      page.clock().setFixedTime(Chain.NOW.toString());
      page.navigate(chain.address().toString());
      assertThat(page.getByLabel("Name or mail address")).isFocused();
      Newcomer newcomer = new Newcomer(window, "newcomer-collector");
      newcomer.types(login);
      newcomer.tabs();
      newcomer.types(Chain.PASSWORD);
      newcomer.did("name and password");
      newcomer.clicks(
          page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true)));
      newcomer.waitsFor(page.getByText("hamburg-01").first());
      newcomer.did("sign in");
      newcomer.clicks(
          page.getByRole(
              AriaRole.LINK, new Page.GetByRoleOptions().setName("Analysis").setExact(true)));
      newcomer.waitsFor(page.getByText("Longest queue yesterday"));
      newcomer.waitsFor(page.locator("canvas").first());
      newcomer.did("look for a question");
      newcomer.clicks(page.getByText("Longest queue yesterday"));
      newcomer.waitsFor(page.getByLabel("In order").locator("thead").getByText("Longest queue"));
      Locator answer = page.getByLabel("In order").locator("tbody tr").first();
      newcomer.looksAt(answer);
      newcomer.did("read the answer");

      List<Integer> longest =
          page.getByLabel("In order").locator("tbody td:nth-child(2)").allTextContents().stream()
              .map(Integer::parseInt)
              .toList();
      assertThat(longest)
          .hasSize(3)
          .isSortedAccordingTo((one, other) -> Integer.compare(other, one));
      // who is not signed in yet is told so
      assertThat(window.complaints()).allMatch(complaint -> complaint.contains("401"));
      System.out.println(newcomer.table());
      // from the button on: how long name and password take is up to them
      assertThat(newcomer.from(2).seconds(Newcomer.UNPRACTISED)).isLessThan(60);
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

  @Test
  void certificatesAreToldBeforeTheyEnd() {
    try (Window window = open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      go(window, "/fleet");
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
      go(window, "/fleet/munich-01/box");
      assertThat(page.locator(".fact").filter(having("Certificate for the broker")))
          .containsText("12 days left");
      assertThat(window.complaints()).isEmpty();
    }
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

  /** Straight lines stay straight, and the diagonals cross where the middle is. */
  @Test
  void aGridLiesOnThePlanAsACameraSeesTheFloor() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      go(window, "/stores/bremen-01");
      Object middle =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const app = document.querySelector('script[type=module]').src;
                    const { projection, goesRound } = await import(new URL('homography.js', app));
                    const corners = [[0.2, 0.1], [0.8, 0.2], [0.9, 0.9], [0.1, 0.7]];
                    const at = projection(corners);
                    const near = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]) < 1e-9;
                    const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = corners;
                    const t = ((bx - ax) * (dy - by) - (by - ay) * (dx - bx)) / ((cx - ax) * (dy - by) - (cy - ay) * (dx - bx));
                    const crossing = [ax + t * (cx - ax), ay + t * (cy - ay)];
                    return [near(at(0, 0), corners[0]), near(at(1, 0), corners[1]), near(at(1, 1), corners[2]),
                      near(at(0, 1), corners[3]), near(at(0.5, 0.5), crossing), goesRound(corners),
                      !goesRound([corners[0], corners[2], corners[1], corners[3]])];
                  }""");
      assertThat((List<?>) middle).allMatch(Boolean.TRUE::equals).hasSize(7);
    }
  }

  /** A technician puts a plan under the heat and the camera onto it; a viewer then sees it so. */
  @Test
  void heatIsShownOverThePlanAndOverABackground() {
    try (Window window = open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      go(window, "/stores/bremen-01");
      page.getByText("Plan and pictures under the heat", exactly()).click();
      assertThat(page.getByText("Pictures with people do not belong here")).isVisible();
      Locator plan = page.getByRole(AriaRole.GROUP, named("Floor plan"));
      plan.locator("input[type=file]")
          .setInputFiles(new FilePayload("x.svg", "image/png", "<svg/>".getBytes(UTF_8)));
      assertThat(page.getByRole(AriaRole.ALERT).filter(having("neither a PNG nor a JPEG")))
          .isVisible();
      plan.locator("input[type=file]")
          .setInputFiles(new FilePayload("plan.png", "image/png", PLAN));
      assertThat(plan).containsText("900 × 600 dots");
      Locator floor = page.getByRole(AriaRole.GROUP, named("floor"));
      floor.getByRole(AriaRole.BUTTON, in("Place on the plan…")).click();
      Locator corner = page.getByRole(AriaRole.BUTTON, named("Bottom right of the picture"));
      Locator onPlan = page.locator(".ground-plan");
      onPlan.scrollIntoViewIfNeeded();
      BoundingBox box = onPlan.boundingBox();
      corner.hover();
      page.mouse().down();
      page.mouse().move(box.x + box.width * 0.9, box.y + box.height * 0.8);
      page.mouse().up();
      page.getByRole(AriaRole.BUTTON, named("Top left of the picture")).focus();
      page.keyboard().press("ArrowLeft");
      window.shoot("dashboard-plan-placing");
      assertThat(window.barriers()).isEmpty();
      page.getByRole(AriaRole.BUTTON, named("Keep it so")).click();
      assertThat(page.locator("#told")).hasText("floor is on the plan");
      assertThat(page.getByRole(AriaRole.IMG, starting("Floor plan, The whole day"))).isVisible();
      String kept =
          window
              .context()
              .request()
              .get(chain.address() + "/api/v1/stores/bremen-01/pictures")
              .text();
      assertThat(kept)
          .contains("[0.29,0.3]")
          .containsPattern("\\[0.9\\d*,0.8\\d*\\]|\\[0.89\\d*,0.79\\d*\\]");
      page.getByRole(AriaRole.GROUP, named("entrance"))
          .locator("input[type=file]")
          .setInputFiles(new FilePayload("shop.jpeg", "image/jpeg", BACKGROUND));
      assertThat(page.getByRole(AriaRole.GROUP, named("entrance"))).containsText("640 × 360 dots");
      assertThat(window.complaints()).isEmpty();
      assertThat(window.elsewhere()).isEmpty();
    }
    for (String screen : List.of("desktop", "dark", "phone")) {
      try (Window window = open(screen(screen), Role.VIEWER)) {
        Page page = window.page();
        go(window, "/stores/bremen-01");
        Locator plan = page.getByRole(AriaRole.IMG, starting("Floor plan, The whole day"));
        plan.scrollIntoViewIfNeeded();
        assertThat(page.getByText("Plan and pictures under the heat", exactly())).hasCount(0);
        window.shoot("dashboard-plan-" + screen);
        assertThat(red(plan, 0.55, 0.5))
            .isTrue(); // where people were, and is plain white otherwise
        assertThat(red(plan, 0.05, 0.05)).isFalse();
        page.getByRole(AriaRole.SLIDER, named("Hour, Floor plan")).press("ArrowRight");
        assertThat(page.getByRole(AriaRole.IMG, starting("Floor plan, 9"))).isVisible();
        assertThat(window.barriers()).isEmpty();
        assertThat(window.tooWide()).isFalse();
        assertThat(window.complaints()).isEmpty();
      }
    }
    try (Window window = open(Screen.DESKTOP, Role.VIEWER, "leeds-01")) {
      for (String part : List.of("plan", "pictures", "devices/box/cameras/entrance/background")) {
        assertThat(
                window
                    .context()
                    .request()
                    .get(chain.address() + "/api/v1/stores/bremen-01/" + part)
                    .status())
            .isEqualTo(404);
      }
    }
  }

  /** Whether a canvas is redder than green at a place, in shares of it. */
  private static boolean red(Locator canvas, double x, double y) {
    return (Boolean)
        canvas.evaluate(
            """
            (canvas, [x, y]) => {
              const dot = document.createElement('canvas');
              dot.width = dot.height = 1;
              const pen = dot.getContext('2d', { willReadFrequently: true });
              pen.drawImage(canvas, -Math.floor(x * canvas.width), -Math.floor(y * canvas.height));
              const [red, green] = pen.getImageData(0, 0, 1, 1).data;
              return red > green + 20;
            }""",
            List.of(x, y));
  }

  private static final byte[] PLAN = drawn(900, 600);
  private static final byte[] BACKGROUND = drawn(640, 360);

  /** Walls on white. */
  private static byte[] drawn(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(Color.WHITE);
    brush.fillRect(0, 0, width, height);
    brush.setColor(Color.DARK_GRAY);
    brush.setStroke(new BasicStroke(6));
    brush.drawRect(20, 20, width - 40, height - 40);
    brush.drawLine(width / 3, 20, width / 3, height / 2);
    for (int shelf = 0; shelf < 4; shelf++) {
      brush.drawRect(width / 2 + shelf * width / 9, height / 5, width / 22, height / 2);
    }
    brush.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions starting(String name) {
    return new Page.GetByRoleOptions().setName(Pattern.compile("^" + name));
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  /** Two periods of which the chain knows other days: only those that both know are compared. */
  @Test
  void periodsAreComparedOverTheDaysThatBothKnow() {
    try (Window window = open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      go(window, "/stores/hamburg-01?from=2026-10-14&to=2026-10-20&against=2026-10-11");
      Locator in = page.locator(".tile").nth(1);
      // of these seven days the history knows the last four of the earlier period only
      assertThat(in).containsText("on the 4 days of 7 that both know");
      window.shoot("dashboard-store-both-know");
      double now = cameIn(window, "2026-10-17", "2026-10-20");
      double then = cameIn(window, "2026-10-14", "2026-10-17");
      assertThat(in).containsText("%+d%%".formatted(Math.round((now / then - 1) * 100)));
    }
  }

  private static double cameIn(Window window, String from, String to) {
    String answer =
        window
            .context()
            .request()
            .get(
                chain.address()
                    + "/api/v1/counts?store=hamburg-01&grain=day&from="
                    + from
                    + "&to="
                    + to)
            .text();
    return Pattern.compile("\"in\":(\\d+)")
        .matcher(answer)
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .sum();
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
