package io.headcount.edge.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Chromium, on a real server with people who walk. See src/test/browser/setup.sh. */
@Timeout(120)
class StatusPageIT {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static Playwright playwright;

  private final LiveView live = new LiveView(System::nanoTime);
  private final AtomicBoolean doorSilent = new AtomicBoolean();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> elsewhere = new CopyOnWriteArrayList<>();
  private AnimatedScene door;
  private AnimatedScene street;
  private StatusServer server;
  @TempDir private Path profile;

  @BeforeAll
  static void browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  @AfterAll
  static void closeBrowser() {
    playwright.close();
  }

  @BeforeEach
  void start() {
    door = new AnimatedScene(FakeBox.DOOR, live);
    street = new AnimatedScene(FakeBox.STREET, live);
    server = serve(0, this::status);
  }

  @AfterEach
  void stop() {
    server.close();
    door.close();
    street.close();
  }

  private StatusServer serve(int port, StatusSource source) {
    return StatusServer.start(
        "127.0.0.1", port, source, FakeBox::windows, live, Instant::now, System::nanoTime);
  }

  private BoxStatus status() {
    Instant now = Instant.now();
    CameraStatus first =
        doorSilent.get() ? FakeBox.silent(FakeBox.DOOR, now.minusSeconds(14)) : door.status();
    return FakeBox.box("Shop 12, Main Street", List.of(first, street.status()), List.of(), now);
  }

  private BrowserContext open(int width, int height, double scale, ColorScheme scheme) {
    return playwright
        .chromium()
        .launchPersistentContext(
            profile,
            new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(
                    Path.of(System.getProperty("headcount.chromium", "/usr/bin/chromium")))
                .setHeadless(true)
                .setArgs(FLAGS)
                .setViewportSize(width, height)
                .setDeviceScaleFactor(scale)
                .setColorScheme(scheme));
  }

  private Page page(BrowserContext context) {
    Page page = context.pages().getFirst();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          String host = URI.create(request.url()).getHost();
          if (!"127.0.0.1".equals(host)) {
            elsewhere.add(request.url());
          }
        });
    page.navigate(server.address().toString());
    return page;
  }

  private static void awaitPictures(Page page) {
    // a pattern of colours, not one flat one, on every canvas
    page.waitForFunction(
        """
        () => {
          const all = [...document.querySelectorAll('canvas')];
          return all.length > 0 && all.every((canvas) => {
            if (canvas.width === 0 || !canvas.parentElement.querySelector('.veil').hidden) return false;
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set();
            for (let i = 0; i < data.length; i += 4 * 97) {
              colours.add((data[i] >> 4) << 8 | (data[i + 1] >> 4) << 4 | data[i + 2] >> 4);
            }
            return colours.size > 40;
          });
        }
        """);
  }

  private static void shoot(Page page, String name) {
    // long enough for trails to show
    page.waitForTimeout(2_500);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Test
  void showsLivePicturesAndCountsThatTick() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    try (BrowserContext context = open(1360, 900, 1, ColorScheme.LIGHT)) {
      Page page = page(context);
      assertThat(page.locator("#sentence")).hasText("Counting on 2 cameras");
      awaitPictures(page);
      String before = page.locator(".tile dd").first().textContent();
      assertThat(page.locator(".tile dd").first()).not().hasText(before);
      shoot(page, "desktop-light");
    }
    try (BrowserContext context = open(1360, 900, 1, ColorScheme.DARK)) {
      Page page = page(context);
      awaitPictures(page);
      shoot(page, "desktop-dark");
    }
    assertThat(complaints).isEmpty();
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void fitsAPhone() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    doorSilent.set(true);
    try (BrowserContext context = open(390, 844, 3, ColorScheme.LIGHT)) {
      Page page = page(context);
      assertThat(page.locator("#sentence"))
          .containsText("door: no picture for 14 s – check the camera");
      assertThat(page.locator("canvas")).hasCount(2);
      assertThat((Integer) page.evaluate("() => document.scrollingElement.scrollWidth"))
          .isEqualTo(390);
      page.locator("canvas").nth(1).scrollIntoViewIfNeeded();
      assertThat(page.locator(".veil").nth(1)).isHidden();
      Number density =
          (Number)
              page.evaluate(
                  "() => { const c = document.querySelectorAll('canvas')[1]; return c.width / c.clientWidth; }");
      assertThat(density.doubleValue()).isBetween(2.98, 3.02);
      shoot(page, "phone");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void layersCanBeSwitchedWithTheKeyboard() {
    try (BrowserContext context = open(1360, 900, 1, ColorScheme.DARK)) {
      Page page = page(context);
      awaitPictures(page);
      var dots = page.locator("[data-layer=dots]").first();
      dots.focus();
      page.keyboard().press("Space");
      assertThat(dots).hasAttribute("aria-pressed", "true");
      page.waitForTimeout(300);
      List<String> fetched = new CopyOnWriteArrayList<>();
      page.onRequest(request -> fetched.add(request.url()));
      shoot(page, "dots-only");
      assertThat(fetched).noneMatch(url -> url.contains("/door/frames/"));
      assertThat(fetched).anyMatch(url -> url.contains("/street/frames/"));
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void namesAreTextAndNothingElse() {
    try (StatusServer hostile =
        serve(
            0,
            () ->
                FakeBox.box(
                    FakeBox.MARKUP,
                    List.of(FakeBox.renamed(door.status(), FakeBox.MARKUP)),
                    List.of(FakeBox.problem(FakeBox.MARKUP)),
                    Instant.now()))) {
      try (BrowserContext context = open(390, 844, 1, ColorScheme.LIGHT)) {
        Page page = page(context);
        page.navigate(hostile.address().toString());
        assertThat(page.locator("h1")).hasText(FakeBox.MARKUP);
        assertThat(page.locator(".source")).hasText(FakeBox.MARKUP);
        assertThat(page.locator(".problem-text")).hasText(FakeBox.MARKUP);
        assertThat(page.locator("tbody th").first()).hasText(FakeBox.MARKUP);
        awaitPictures(page);
        assertThat(page.title()).isEqualTo(FakeBox.MARKUP + " · Headcount");
        assertThat(page.locator("img")).hasCount(1);
        assertThat(page.locator("script")).hasCount(1);
        assertThat((Integer) page.evaluate("() => document.scrollingElement.scrollWidth"))
            .isEqualTo(390);
      }
    }
    assertThat(complaints).isEmpty();
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void comesBackByItselfAfterABreak() {
    try (BrowserContext context = open(1360, 900, 1, ColorScheme.LIGHT)) {
      Page page = page(context);
      awaitPictures(page);
      int port = server.port();
      server.close();
      assertThat(page.locator("#sentence")).containsText("Cannot reach the box");
      server = serve(port, this::status);
      assertThat(page.locator("#sentence")).hasText("Counting on 2 cameras");
      awaitPictures(page);
      String before = page.locator(".tile dd").first().textContent();
      assertThat(page.locator(".tile dd").first()).not().hasText(before);
    }
  }
}
