package io.headcount.edge.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.edge.status.WatchedBox.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.headcount.edge.health.HealthRoutes;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.InChromium;
import io.headcount.web.browser.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page of the box's health in Chromium, on a real server. */
@Timeout(120)
class HealthPageIT {
  @RegisterExtension
  static final InChromium<WatchedBox> BOX = new InChromium<>(WatchedBox.class, WatchedBox::new);

  @Test
  void saysHowTheBoxIsAndWas(WatchedBox box, @TempDir Path folder) {
    HealthRoutes past = FakeHealth.past(folder);
    try (StatusServer healthy = box.serve(box::status, past.endpoints())) {
      Map<String, Screen> screens =
          Map.of("light", Screen.DESKTOP, "dark", Screen.DARK, "phone", Screen.PHONE);
      for (Map.Entry<String, Screen> screen : screens.entrySet()) {
        try (Window window = box.open(screen.getValue(), healthy)) {
          Page page = window.page();
          page.navigate(healthy.address().resolve("/state").toString());
          Locator answers = page.locator(".answer");
          assertThat(answers).hasCount(8);
          assertThat(answers.nth(0)).containsText("Yes, on all 2 cameras, since");
          assertThat(answers.nth(1)).containsText("catching up");
          assertThat(answers.nth(2)).containsText("Yes, one thing");
          assertThat(page.locator(".cell")).hasCount(28);
          assertThat(page.locator(".day tbody tr")).hasCount(2);
          page.locator(".strip").nth(1).locator(".cell").nth(9).click();
          assertThat(page.locator(".events li").first()).containsText("nothing listens there");
          assertThat(page.locator("#troubles .problem").first())
              .containsText(FakeBox.MARKUP); // a name is never taken for markup
          assertThat(page.locator("#troubles .problem").nth(1)).containsText("Resolved");
          assertThat(page.locator("#contents dt").first()).hasText("README.txt");
          window.shoot("health-" + screen.getKey());
          assertThat(window.barriers()).isEmpty();
          assertThat(window.tooWide()).isFalse();
          assertSound(window);
        }
      }
    }
  }

  @Test
  void aNewBoxHasNoPastAndALostOneKeepsWhatWasSeen(WatchedBox box, @TempDir Path folder)
      throws IOException {
    HealthRoutes fresh = FakeHealth.empty(folder);
    StatusServer first = box.serve(() -> FakeBox.box(List.of()), fresh.endpoints());
    try (Window window = box.open(Screen.DESKTOP, first)) {
      Page page = window.page();
      page.navigate(first.address().resolve("/state").toString());
      assertThat(page.getByText("Nothing is kept yet")).isVisible();
      assertThat(page.getByText("Nothing was wrong in the last 30 days.")).isVisible();
      assertThat(page.locator(".answer").first()).containsText("No: no camera is set up.");
      window.shoot("health-empty");
      assertThat(window.barriers()).isEmpty();
      Download download = page.waitForDownload(() -> page.locator("#download").click());
      assertThat(download.suggestedFilename()).startsWith("headcount-support-");
      try (ZipFile zip = new ZipFile(download.path().toFile())) {
        assertThat(zip.getEntry("README.txt")).isNotNull();
        assertThat(zip.getEntry("incidents.json")).isNotNull();
      }
      first.close();
      assertThat(page.locator("#old")).containsText("What you see is");
      assertThat(page.locator("#sentence-text")).containsText("Cannot reach the box");
      window.shoot("health-lost");
      assertThat(window.barriers()).isEmpty();
    } finally {
      first.close();
    }
  }
}
