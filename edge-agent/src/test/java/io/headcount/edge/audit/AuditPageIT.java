package io.headcount.edge.audit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.analytics.line.Direction.IN;
import static io.headcount.analytics.line.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.headcount.edge.capture.Clips;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Window;
import java.nio.file.Path;
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
  private static final int FRAMES = 60;
  private static Chromium chromium;

  private Subject subject;
  private Audit audit;
  private AuditServer server;
  @TempDir private Path dir;
  @TempDir private Path profile;

  @BeforeAll
  static void browser() {
    chromium = new Chromium();
  }

  @AfterAll
  static void closeBrowser() {
    chromium.close();
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

  private Window window(Screen screen) {
    Window window = chromium.open(profile, screen);
    window.page().onDialog(Dialog::accept);
    window.page().navigate(server.address().toString());
    assertThat(window.page().locator("#frame")).hasText(Pattern.compile("frame \\d+.*"));
    return window;
  }

  private static void assertSound(Window window) {
    assertThat(window.complaints()).isEmpty();
    assertThat(window.elsewhere()).isEmpty();
    assertThat(window.barriers()).isEmpty();
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
    try (Window window = window(Screen.DESKTOP)) {
      Page page = window.page();
      at(page, 1);
      press(page, "ArrowRight", "ArrowRight");
      at(page, 3);
      press(page, "Shift+ArrowRight");
      at(page, 13);
      press(page, "1", "Shift+1", "2");
      tally(page, "door in", 1);
      tally(page, "door out", 1);
      tally(page, "mat in", 1);
      window.shoot("audit-count");
      assertSound(window);
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
      assertSound(window);
    }
  }

  @Test
  void playsToTheEndAndKeepsItsPlaceOverAReloadAndARestart() {
    try (Window window = window(Screen.DARK)) {
      Page page = window.page();
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
      window.shoot("audit-count-dark");
      assertSound(window);
      stop();
      open();
      page.navigate(server.address().toString());
      at(page, FRAMES);
      tally(page, "door in", 1);
    }
  }

  @Test
  void comparesExplainsCorrectsAndReports() {
    try (Window window = window(Screen.DESKTOP)) {
      Page page = window.page();
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
      window.shoot("audit-review");
      assertSound(window);

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
      window.shoot("audit-report");
      assertSound(window);
      page.navigate(server.address() + "/report.html");
      assertThat(page.locator("h1")).hasText("Counting accuracy of street");
      assertThat(page.locator("body")).containsText("3.2 m <over> the \"mat\"");
      assertThat(page.locator(".moments img")).hasCount(2);
      window.shoot("audit-report-html");
      assertSound(window);
      page.navigate(server.address().toString());
      page.locator("#conditions button").click();
      page.locator("#close").click();
      assertThat(page.locator("#closed")).isVisible();
      assertThat(server.closing()).isTrue();
      assertThat(server.written()).isPresent();
      assertSound(window);
    }
  }
}
