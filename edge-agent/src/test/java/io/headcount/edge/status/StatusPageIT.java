package io.headcount.edge.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.edge.status.WatchedBox.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.headcount.analytics.scene.CameraId;
import io.headcount.edge.status.CameraStatus.CameraState;
import io.headcount.edge.status.CameraStatus.Fault;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The page in Chromium, on a real server with people who walk. See
 * web-browser/src/test/browser/setup.sh.
 */
@Timeout(120)
@ExtendWith(SharedChromium.class)
class StatusPageIT {
  private WatchedBox box;
  private StatusServer server;

  @BeforeEach
  void start(Chromium chromium) {
    box = new WatchedBox(chromium);
    server = box.serve(box::status, List.of());
  }

  @AfterEach
  void stop() {
    server.close();
    box.close();
  }

  private Window open(Screen screen) {
    return box.open(screen, server);
  }

  private static void awaitPictures(Page page) {
    // a pattern of colours, not one flat one, on every canvas
    page.waitForFunction(
        """
        () => {
          const all = [...document.querySelectorAll('canvas')];
          return all.length > 0 && all.every((canvas) => {
            if (canvas.width === 0 || !canvas.parentElement.querySelector('.veil').hidden) return false;
            // read from a copy: the browser warns about a drawn canvas that is read again and again
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set();
            for (let i = 0; i < data.length; i += 4 * 97) {
              colours.add((data[i] >> 4) << 8 | (data[i + 1] >> 4) << 4 | data[i + 2] >> 4);
            }
            return colours.size > 40;
          });
        }
        """);
  }

  /** Waits until no clothes of anybody are to be seen on the canvases that are in sight. */
  private static void awaitNobody(Page page) {
    page.waitForFunction(
        """
        () => [...document.querySelectorAll('canvas')]
          .filter((canvas) => canvas.getBoundingClientRect().top < window.innerHeight)
          .every((canvas) => {
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
            const clothes = [52, 62, 84];
            let found = 0;
            for (let i = 0; i < data.length; i += 4 * 97) {
              found += clothes.every((value, at) => Math.abs(data[i + at] - value) < 12) ? 1 : 0;
            }
            return found < data.length / (4 * 97) / 500;
          })
        """);
  }

  private static void shoot(Window window, String name) {
    // long enough for trails to show
    window.page().waitForTimeout(2_500);
    window.shoot(name);
  }

  @Test
  void showsLivePicturesAndCountsThatTick() {
    try (Window window = open(Screen.DESKTOP)) {
      Page page = window.page();
      assertThat(page.locator("#sentence")).hasText("Counting on 2 cameras");
      awaitPictures(page);
      String before = page.locator(".tile dd").first().textContent();
      assertThat(page.locator(".tile dd").first()).not().hasText(before);
      shoot(window, "desktop-light");
      assertSound(window);
    }
    try (Window window = open(Screen.DARK)) {
      Page page = window.page();
      awaitPictures(page);
      shoot(window, "desktop-dark");
      assertSound(window);
    }
  }

  @Test
  void fitsAPhone() {
    box.silenceDoor();
    try (Window window = open(Screen.PHONE)) {
      Page page = window.page();
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
      shoot(window, "phone");
      assertSound(window);
    }
  }

  @Test
  void layersCanBeSwitchedWithTheKeyboard() {
    try (Window window = open(Screen.DARK)) {
      Page page = window.page();
      awaitPictures(page);
      var dots = page.locator("[data-layer=dots]").first();
      dots.focus();
      page.keyboard().press("Space");
      assertThat(dots).hasAttribute("aria-pressed", "true");
      page.waitForTimeout(300);
      List<String> fetched = new CopyOnWriteArrayList<>();
      page.onRequest(request -> fetched.add(request.url()));
      shoot(window, "dots-only");
      assertThat(fetched).noneMatch(url -> url.contains("/door/frames/"));
      assertThat(fetched).anyMatch(url -> url.contains("/street/frames/"));
      assertSound(window);
    }
  }

  @Test
  void heatLiesOverThePicture() {
    try (Window window = open(Screen.DESKTOP)) {
      Page page = window.page();
      awaitPictures(page);
      page.locator("[data-layer=heat]").first().click();
      assertThat(page.locator(".heat").first()).containsText("red is the most: 10 min");
      page.locator(".heat select").first().selectOption("today");
      assertThat(page.locator(".heat").first()).containsText("red is the most: 10 min");
      shoot(window, "heat");
      assertSound(window);
      page.locator("[data-layer=heat]").first().click();
      assertThat(page.locator(".heat").first()).isHidden();
    }
  }

  @Test
  void peopleCanBeHiddenAndAreDotsOnTheBackgroundThen() {
    for (Screen screen : List.of(Screen.DARK, Screen.PHONE)) {
      try (Window window = open(screen)) {
        Page page = window.page();
        assertThat(page.locator(".veil").first()).isHidden();
        page.locator("#hide-people").click();
        assertThat(page.locator("#hide-people")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#privacy-text")).containsText("No picture of people leaves");
        assertThat(page.locator("[data-layer=boxes]").first()).isHidden();
        awaitNobody(page);
        // the background comes once, not with each event
        List<String> fetched = new CopyOnWriteArrayList<>();
        page.onRequest(request -> fetched.add(request.url()));
        shoot(window, "private-" + (screen.equals(Screen.PHONE) ? "phone" : "dark"));
        assertThat(fetched).filteredOn(url -> url.contains("/door/frames/")).hasSizeLessThan(3);
        assertSound(window);
        page.locator("#hide-people").click();
        assertThat(page.locator("#privacy-text")).containsText("are shown");
      }
    }
  }

  @Test
  void namesAreTextAndNothingElse() {
    try (StatusServer hostile =
        box.serve(
            () ->
                FakeBox.box(
                    FakeBox.MARKUP,
                    List.of(FakeBox.renamed(box.door(), FakeBox.MARKUP)),
                    List.of(FakeBox.problem(FakeBox.MARKUP)),
                    Instant.now()),
            List.of())) {
      try (Window window = box.open(new Screen(390, 844, 1, ColorScheme.LIGHT), hostile)) {
        Page page = window.page();
        assertThat(page.locator("h1")).hasText(FakeBox.MARKUP);
        assertThat(page.locator(".source")).hasText(FakeBox.MARKUP);
        assertThat(page.locator(".problem-text")).hasText(FakeBox.MARKUP);
        assertThat(page.locator("tbody th").first()).hasText(FakeBox.MARKUP);
        awaitPictures(page);
        assertThat(page.title()).isEqualTo(FakeBox.MARKUP + " · Headcount");
        assertThat(page.locator("img")).hasCount(1);
        assertThat(page.locator("script")).hasCount(1);
        assertSound(window);
      }
    }
  }

  @Test
  void comesBackByItselfAfterABreak() {
    try (Window window = open(Screen.DESKTOP)) {
      Page page = window.page();
      awaitPictures(page);
      int port = server.port();
      server.close();
      assertThat(page.locator("#sentence")).containsText("Cannot reach the box");
      assertThat(page.locator("#old")).containsText(Pattern.compile("is from [0-9:]+, \\d+ s ago"));
      server = box.serve(port, box::status, Instant::now, List.of());
      assertThat(page.locator("#sentence")).hasText("Counting on 2 cameras");
      assertThat(page.locator("#old")).isHidden();
      awaitPictures(page);
      String before = page.locator(".tile dd").first().textContent();
      assertThat(page.locator(".tile dd").first()).not().hasText(before);
    }
  }

  @Test
  void givesOneCameraTheWholeWidth() {
    try (StatusServer one =
            box.serve(
                () -> FakeBox.box("Shop", List.of(box.door()), List.of(), Instant.now()),
                List.of());
        Window window = box.open(new Screen(1280, 900, 1, ColorScheme.LIGHT), one)) {
      Page page = window.page();
      awaitPictures(page);
      BoundingBox picture = page.locator(".picture").boundingBox();
      BoundingBox numbers = page.locator(".numbers").boundingBox();
      assertThat(numbers.x).isGreaterThan(picture.x + picture.width);
      assertThat(numbers.y).isEqualTo(picture.y);
      assertThat(numbers.x + numbers.width).isGreaterThan(1200);
      page.setViewportSize(390, 844);
      assertThat(page.locator(".numbers").boundingBox().y)
          .isGreaterThan(page.locator(".picture").boundingBox().y + 200);
    }
  }

  @Test
  void showsEveryStateOfACamera() {
    Map<CameraState, List<String>> shown = new EnumMap<>(CameraState.class);
    shown.put(CameraState.CONNECTING, List.of("Connecting", "Connecting to the camera …"));
    shown.put(CameraState.STREAMING, List.of("Counting", "Waiting for a picture …"));
    shown.put(CameraState.STALLED, List.of("No picture", "The last picture came 34 s ago"));
    shown.put(
        CameraState.BACKING_OFF, List.of("Trying again soon", "The last picture came 34 s ago"));
    shown.put(CameraState.ENDED, List.of("File ended", "The file was read to its end"));
    shown.put(CameraState.DISABLED, List.of("Switched off", "Switched off in the configuration"));
    assertThat(shown).containsOnlyKeys(CameraState.values());
    Fault fault = new Fault(FakeBox.NOW, "nothing listens there", "check the cable");
    List<CameraStatus> cameras =
        shown.keySet().stream()
            .map(
                state ->
                    FakeBox.camera(
                        new CameraId(state.name().toLowerCase(Locale.ROOT)),
                        state,
                        Optional.of(FakeBox.NOW.minusSeconds(34)),
                        Optional.of(fault),
                        12_345,
                        4,
                        3))
            .toList();
    BoxStatus status =
        FakeBox.box("Shop", cameras, List.of(FakeBox.problem("disk nearly full")), FakeBox.NOW);
    try (StatusServer states = box.serve(0, () -> status, () -> FakeBox.NOW, List.of());
        Window window = box.open(new Screen(1920, 1080, 1, ColorScheme.LIGHT), states)) {
      Page page = window.page();
      assertThat(page.locator("article.card")).hasCount(shown.size());
      assertThat(page.locator("#clock")).hasText("11:15:30");
      assertThat(page.locator("#clock-zone")).hasText("store time, Europe/Berlin");
      shown.forEach(
          (state, words) -> {
            boolean silent = state == CameraState.STALLED || state == CameraState.BACKING_OFF;
            Locator card =
                page.locator("article.card")
                    .filter(
                        new Locator.FilterOptions()
                            .setHas(
                                page.locator("#camera-" + state.name().toLowerCase(Locale.ROOT))));
            assertThat(card.locator(".chip")).hasText(words.get(0));
            if (state != CameraState.STREAMING) {
              assertThat(card.locator(".veil")).hasText(words.get(1));
              assertThat(card.locator(".veil")).isVisible();
            }
            assertThat(card.locator(".fault"))
                .hasText(silent ? "nothing listens there – check the cable" : "");
            assertThat(card.locator(".tile dd").first()).hasText("12,345");
            assertThat(card.locator(".tile dd").nth(2))
                .hasText(state == CameraState.STREAMING ? "3" : "–");
          });
      shoot(window, "states");
      assertSound(window);
    }
  }

  @Test
  void saysWhatATechnicianUnderstands() {
    try (Window window = open(Screen.DESKTOP)) {
      Page page = window.page();
      assertThat(page.evaluate(inModule("scene.js", "m.shortTrack(1795318372406)")))
          .isEqualTo("406");
      assertThat(page.evaluate(inModule("scene.js", "m.shortTrack(11)"))).isEqualTo("11");
      String[][] rows = {
        {"0.12", "2026-03-02T10:14:52Z", "0", "seen since 11:14:52"},
        {"0.12", "2026-03-02T10:14:52Z", "1", "12 % seen"},
        {"0.12", "2026-03-02T10:13:52Z", "0", "12 % seen"},
        {"0.98", "2026-03-02T10:14:02Z", "0", "98 % seen"},
        {"null", "2026-03-02T10:15:02Z", "0", "in a moment"},
      };
      for (String[] row : rows) {
        String call =
            "m.observed({ state: 'streaming', coverage: %s, since: '%s', reconnects: %s }, { at: '2026-03-02T10:15:30Z', timeZone: 'Europe/Berlin' })[0]"
                .formatted(row[0], row[1], row[2]);
        assertThat(page.evaluate(inModule("state.js", call))).isEqualTo(row[3]);
      }
    }
  }

  @Test
  void keepsLabelsOffPeopleAndLetsThemRest() {
    try (Window window = open(Screen.DESKTOP)) {
      Page page = window.page();
      String tops =
          """
          (() => {
            const labels = new m.Labels();
            const label = { key: 'a', wide: 80, high: 20, spots: [[100, 20], [100, 200]] };
            const person = { left: 60, top: 0, right: 140, bottom: 60 };
            const top = (obstacles, now) => labels.place([label], obstacles, 400, 300, now)[0].top;
            return [top([], 0), top([person], 1000), top([person], 4000), top([], 5000)];
          })()
          """;
      assertThat(page.evaluate(inModule("labels.js", tops))).isEqualTo(List.of(10, 10, 190, 190));
      String both =
          "new m.Labels().place(['a', 'b'].map((key) => ({ key, wide: 80, high: 20, spots: [[100, 20], [100, 200]] })), [], 400, 300, 0).map((spot) => spot.top)";
      assertThat(page.evaluate(inModule("labels.js", both))).isEqualTo(List.of(10, 190));
    }
  }

  private static String inModule(String module, String expression) {
    return "async () => { const m = await import('/page/"
        + module
        + "'); return "
        + expression
        + "; }";
  }
}
