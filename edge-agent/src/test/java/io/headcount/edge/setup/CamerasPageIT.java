package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.edge.setup.SetupBox.clean;
import static io.headcount.edge.setup.SetupBox.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.InChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of cameras in Chromium, on a real server. */
@Timeout(120)
class CamerasPageIT {
  @RegisterExtension
  static final InChromium<SetupBox> BOX = new InChromium<>(SetupBox.class, SetupBox::new);

  @Test
  void howACameraHangsIsShownOverItsPicture(SetupBox box) {
    for (Screen screen : List.of(Screen.DESKTOP, Screen.DARK, Screen.PHONE)) {
      try (Window window = box.open("/cameras", screen)) {
        Page page = window.page();
        page.locator("[data-camera=door]").getByText("How it hangs").click();
        assertThat(page.locator("dialog .problem-text"))
            .hasText("the picture is blurred (blur 0.60 of 1, 0.48 or less is good)");
        assertThat(page.locator("dialog .mounting-said"))
            .containsText("about 2.8 m above the floor");
        page.waitForFunction(
            "() => { const c = document.querySelector('.mounting-picture'); return c.width > 300; }");
        window.shoot("mounting-" + (screen.equals(Screen.PHONE) ? "phone" : screen.scheme()));
        clean(window);
        page.locator("dialog").getByText("Close").click();
        assertThat(page.locator("dialog")).isHidden();
      }
    }
  }

  @Test
  void camerasAreAddedOrderedSwitchedOffAndRemoved(SetupBox box) {
    for (Screen screen : List.of(Screen.DESKTOP, Screen.DARK, Screen.PHONE)) {
      try (Window window = box.open("/cameras", screen)) {
        assertThat(window.page().locator(".camera")).hasCount(2);
        window.shoot(
            "cameras-"
                + (screen.equals(Screen.PHONE)
                    ? "phone"
                    : screen.equals(Screen.DARK) ? "dark" : "light"));
        clean(window);
      }
    }
    try (Window window = box.open("/cameras", Screen.DESKTOP)) {
      Page page = window.page();
      page.getByText("Add a camera").click();
      page.locator("#camera-id").fill("yard");
      page.locator("#camera-source").fill("rtsp://127.0.0.1:9/none");
      page.locator("#camera-user").fill("viewer");
      page.locator("#camera-password").fill("correct horse");
      exactly(page, "Test").click();
      assertThat(page.locator(".seen")).containsText(":");
      window.shoot("cameras-add");
      assertThat(window.barriers()).isEmpty();
      exactly(page, "Save").click();
      assertThat(page.getByText("yard is added.")).isVisible();
      assertThat(page.locator(".camera")).hasCount(3);
      assertThat(page.content()).doesNotContain("correct horse");

      page.getByLabel("Move yard up").click();
      assertThat(page.getByText("The order is changed.")).isVisible();
      assertThat(page.locator(".camera h2").nth(1)).hasText("yard");
      page.locator("[data-camera=yard]").getByText("Switch off").click();
      assertThat(page.getByText("yard is off")).isVisible();
      page.locator("[data-camera=yard]").getByText("Remove").click();
      assertThat(page.getByText("What was counted stays")).isVisible();
      exactly(page, "Remove yard").click();
      assertThat(page.getByText("yard is removed.")).isVisible();
      assertThat(page.locator(".camera")).hasCount(2);
      exactly(page, "Undo").click();
      assertThat(page.locator(".camera")).hasCount(3);
      assertThat(box.setup().newest()).isEqualTo(6);
      assertThat(window.complaints()).isEmpty();
    }
  }
}
