package io.headcount.edge.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.analytics.line.Direction.IN;
import static io.headcount.analytics.line.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.headcount.edge.capture.Clips;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at the audit's page, in Chromium. See web-browser/src/test/browser/setup.sh. */
@Timeout(120)
class AuditPageIT {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int FRAMES = 60;
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static Playwright playwright;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> elsewhere = new CopyOnWriteArrayList<>();
  private Subject subject;
  private Audit audit;
  private AuditServer server;
  @TempDir private Path dir;
  @TempDir private Path profile;

  @BeforeAll
  static void browser() throws Exception {
    Files.createDirectories(SCREENSHOTS);
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
    Path clip =
        Clips.sample()
            .map(sample -> Clips.first(dir, sample, FRAMES))
            .orElseGet(() -> Clips.avi(dir, FRAMES));
    subject = Audits.subject(clip, Audits.CLIP_HASH, Audits.DOOR, Audits.MAT);
    open();
  }

  private void open() {
    audit = Audit.open(subject, dir, dir.resolve(Audit.MARKS), true, () -> Audits.NOW);
    server = AuditServer.start(0, audit, () -> 12);
  }

  @AfterEach
  void stop() {
    server.close();
    audit.close();
  }

  private Page page(int width, int height, ColorScheme scheme) {
    BrowserContext context =
        playwright
            .chromium()
            .launchPersistentContext(
                profile,
                new BrowserType.LaunchPersistentContextOptions()
                    .setExecutablePath(
                        Path.of(System.getProperty("headcount.chromium", "/usr/bin/chromium")))
                    .setHeadless(true)
                    .setArgs(FLAGS)
                    .setViewportSize(width, height)
                    .setColorScheme(scheme));
    Page page = context.pages().getFirst();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onDialog(Dialog::accept);
    page.onRequest(
        request -> {
          if (!"127.0.0.1".equals(URI.create(request.url()).getHost())) {
            elsewhere.add(request.url());
          }
        });
    page.navigate(server.address().toString());
    assertThat(page.locator("#frame")).hasText(Pattern.compile("frame \\d+.*"));
    return page;
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve("audit-" + name + ".png"))
            .setFullPage(true));
  }

  private static void press(Page page, String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  private static void at(Page page, int frame) {
    assertThat(page.locator("#frame")).hasText(Pattern.compile("frame " + frame + "( .*)?"));
  }

  private static void tally(Page page, String which, int marks) {
    assertThat(page.locator("[data-tally='" + which + "']")).hasText(Integer.toString(marks));
  }

  @Test
  void countsWithTheKeyboardAndHidesTheMachine() {
    audit.counted(Audits.run(FRAMES, Audits.counted(Audits.DOOR, IN, 7, 33)));
    Page page = page(1360, 860, ColorScheme.LIGHT);
    try (BrowserContext _ = page.context()) {
      at(page, 1);
      press(page, "ArrowRight", "ArrowRight");
      at(page, 3);
      press(page, "Shift+ArrowRight");
      at(page, 13);
      press(page, "1", "Shift+1", "2");
      tally(page, "door in", 1);
      tally(page, "door out", 1);
      tally(page, "mat in", 1);
      shoot(page, "count");
      assertThat(page.content()).doesNotContain("invented").doesNotContain("frame 33");
      press(page, "u");
      tally(page, "mat in", 0);
      page.locator("#marks .delete").first().click();
      tally(page, "door out", 0);
      press(page, "ArrowLeft");
      at(page, 12);
      page.locator("#marks .jump").first().click();
      at(page, 13);
      press(page, "Equal");
      assertThat(page.locator("#speed")).hasValue("1.5");
      press(page, "Minus", "Minus");
      assertThat(page.locator("#speed")).hasValue("0.5");
      assertThat(audit.count().marks())
          .containsExactly(new Mark(1, "door", IN, 13, Mark.Origin.COUNTED, false));
    }
    assertThat(complaints).isEmpty();
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void playsToTheEndAndKeepsItsPlaceOverAReloadAndARestart() {
    Page page = page(1360, 860, ColorScheme.DARK);
    try (BrowserContext _ = page.context()) {
      page.locator("#speed").selectOption("4");
      page.locator("#canvas").click();
      press(page, "Space");
      assertThat(page.locator("#play")).hasText("Pause");
      at(page, FRAMES);
      assertThat(page.locator("#finish-why")).hasText("You have watched the whole clip.");
      press(page, "1");
      tally(page, "door in", 1);
      page.reload();
      at(page, FRAMES);
      tally(page, "door in", 1);
      shoot(page, "count-dark");
      stop();
      open();
      page.navigate(server.address().toString());
      at(page, FRAMES);
      tally(page, "door in", 1);
    }
  }

  @Test
  void comparesExplainsCorrectsAndReports() {
    Page page = page(1360, 860, ColorScheme.LIGHT);
    try (BrowserContext _ = page.context()) {
      press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
      at(page, 31);
      press(page, "1");
      tally(page, "door in", 1);
      press(page, "Shift+ArrowRight");
      at(page, 41);
      press(page, "2", "Shift+2");
      tally(page, "mat out", 1);
      press(page, "Shift+ArrowRight");
      at(page, 51);
      page.locator("#finish").click();
      assertThat(page.locator("#waiting")).containsText("The machine still counts");
      audit.counted(
          Audits.run(
              FRAMES,
              Audits.counted(Audits.DOOR, IN, 7, 33),
              Audits.counted(Audits.DOOR, OUT, 8, 20),
              Audits.counted(Audits.MAT, OUT, 7, 10)));
      assertThat(page.locator("[data-row='door in']")).hasText("door in1100");
      assertThat(page.locator("[data-row='door out']")).hasText("door out0101");
      assertThat(page.locator("#differences [data-key]")).hasCount(4);
      page.waitForTimeout(800);
      shoot(page, "review");

      page.locator("[data-key^='counted:door:out']").click();
      page.locator("[data-reason='nobody']").click();
      assertThat(page.locator("[data-key^='counted:door:out']")).containsText("nobody");
      page.locator("[data-key='mark:2']").click();
      page.locator(".own").click();
      assertThat(page.locator("#corrected")).containsText("withdrawn: mat in, frame 41");
      page.locator("[data-key^='counted:mat:out']").click();
      page.locator(".own").click();
      assertThat(page.locator("#corrected")).containsText("added: mat out, frame 10");
      assertThat(page.locator("[data-row='mat out']")).hasText("mat out2110");

      page.locator("[name=height]").fill("3.2 m <over> the \"mat\"");
      page.locator("#conditions button").click();
      assertThat(page.locator("#report"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
      shoot(page, "report");
      page.navigate(server.address() + "/report.html");
      assertThat(page.locator("h1")).hasText("Counting accuracy of street");
      assertThat(page.locator("body")).containsText("3.2 m <over> the \"mat\"");
      assertThat(page.locator(".moments img")).hasCount(2);
      shoot(page, "report-html");
      page.navigate(server.address().toString());
      page.locator("#conditions button").click();
      page.locator("#close").click();
      assertThat(page.locator("#closed")).isVisible();
      assertThat(server.closing()).isTrue();
      assertThat(server.written()).isPresent();
    }
    assertThat(complaints).isEmpty();
    assertThat(elsewhere).isEmpty();
  }
}
