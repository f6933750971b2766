package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.edge.setup.SetupBox.at;
import static io.headcount.edge.setup.SetupBox.clean;
import static io.headcount.edge.setup.SetupBox.click;
import static io.headcount.edge.setup.SetupBox.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Finger;
import io.headcount.web.browser.InChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of lines and zones in Chromium, on a real server with people who walk. */
@Timeout(120)
class ZonesPageIT {
  @RegisterExtension
  static final InChromium<SetupBox> BOX = new InChromium<>(SetupBox.class, SetupBox::new);

  @Test
  void anEntranceLineIsDrawnWithTheMouse(SetupBox box) {
    try (Window window = box.editor(Screen.DESKTOP)) {
      Page page = window.page();
      BoundingBox button = page.getByText("Add a line").boundingBox();
      page.mouse().click(button.x + 20, button.y + 20);
      assertThat(page.getByText("Touch one end of the line")).isVisible();
      click(page, 0.25, 0.8);
      click(page, 0.75, 0.7);
      page.locator("#field-id").fill("entrance");
      assertThat(exactly(page, "Not saved")).isVisible();
      // its second end is dragged; level with the first it snaps
      double[] end = at(page, 0.75, 0.7);
      double[] level = at(page, 0.8, 0.803);
      page.mouse().move(end[0], end[1]);
      page.mouse().down();
      page.mouse().move(level[0], level[1], new Mouse.MoveOptions().setSteps(6));
      window.shoot("zones-dragging");
      page.mouse().up();
      page.getByText("Turn the direction round").click();
      exactly(page, "Undo").click();
      window.shoot("zones-light");
      clean(window);
      exactly(page, "Save").click();
      assertThat(page.getByText("The box counts with it.")).isVisible();

      CountingLine line = box.scene().lines().getFirst();
      assertThat(line.id()).isEqualTo("entrance");
      assertThat(line.segment().from().y()).isCloseTo(0.8, offset(0.01));
      assertThat(line.segment().to().y()).isEqualTo(line.segment().from().y());
      assertThat(line.segment().to().x()).isCloseTo(0.8, offset(0.01));

      // people who walk over it tick, before and after
      assertThat(page.locator("[data-counts]")).containsText("in");
      page.waitForFunction(
          "() => /seen now (?!0 in · 0 out)/.test(document.querySelector('[data-counts]').textContent)");
      // what would it have counted?
      exactly(page, "Recount").click();
      assertThat(page.getByText("Recounted.")).isVisible();
      assertThat(page.locator(".recount-tables")).containsText("door: entrance");
      window.shoot("zones-saved");
      clean(window);
      // back again
      page.getByText("Go back to version 1").click();
      assertThat(page.getByText("Saved as version 3")).isVisible();
      assertThat(box.scene().lines()).isEmpty();
    }
  }

  @Test
  void aLineAndAZoneAreDrawnWithTheKeyboardAlone(SetupBox box) {
    try (Window window = box.editor(Screen.DARK)) {
      Page page = window.page();
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-point='0']")).isFocused();
      page.keyboard().press("ArrowDown");
      page.keyboard().press("Shift+ArrowLeft");
      page.keyboard().press("Tab");
      assertThat(page.locator("[data-point='1']")).isFocused();
      page.keyboard().press("Shift+ArrowRight");
      assertThat(page.locator("#news")).containsText("72 % from the left");
      page.getByText("Add a zone").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-point='0']")).isFocused();
      page.keyboard().press("Delete");
      page.locator("#field-type").focus();
      page.keyboard().type("Exc");
      assertThat(page.locator(".shape.zone.excluded")).isVisible();
      window.shoot("zones-dark");
      clean(window);
      page.keyboard().press("Control+s");
      assertThat(page.getByText("The box counts with it.")).isVisible();

      assertThat(box.scene().lines().getFirst().segment().from().x()).isCloseTo(0.28, offset(1e-4));
      assertThat(box.scene().excluded()).hasSize(1);
      assertThat(box.scene().excluded().getFirst().type()).isEqualTo(ZoneType.EXCLUDED);
      assertThat(box.scene().excluded().getFirst().polygon().corners()).hasSize(3);
    }
  }

  @Test
  void aLineIsDrawnWithAFingerOnAPhone(SetupBox box) {
    try (Window window = box.editor(Screen.PHONE)) {
      Page page = window.page();
      Finger finger = new Finger(window);
      finger.taps(page.getByText("Add a line"));
      finger.taps(at(page, 0.2, 0.75));
      finger.taps(at(page, 0.8, 0.75));
      assertThat(page.locator("[data-point='1']")).isVisible();
      // a finger that is beside the point still takes it, and sees what it hides
      double[] near = at(page, 0.8, 0.75);
      double[] goal = at(page, 0.85, 0.6);
      finger.presses(near[0] + 12, near[1] + 10);
      finger.slides(near[0] + 18, near[1]);
      assertThat(page.locator(".loupe")).isVisible();
      window.shoot("zones-phone-loupe");
      finger.slides(goal[0] + 12, goal[1] + 10);
      finger.lifts();
      assertThat(page.locator(".loupe")).isHidden();
      window.shoot("zones-phone");
      clean(window);
      finger.taps(exactly(page, "Save"));
      assertThat(page.getByText("The box counts with it.")).isVisible();
      assertThat(box.scene().lines()).hasSize(1);
      assertThat(box.scene().lines().getFirst().segment().to().y()).isBetween(0.55, 0.7);
    }
  }

  @Test
  void doubtsAreSaidWhileDrawing(SetupBox box) {
    try (Window window = box.editor(Screen.DESKTOP)) {
      Page page = window.page();
      page.getByText("Add a zone").click();
      for (double[] corner : new double[][] {{0.3, 0.4}, {0.7, 0.8}, {0.7, 0.4}, {0.3, 0.82}}) {
        click(page, corner[0], corner[1]);
      }
      exactly(page, "Done").click();
      assertThat(page.getByText("This outline crosses itself.")).isVisible();
      page.locator("#field-id").fill("<b>no</b>");
      // the box's own words, markup and all, as text
      assertThat(page.locator(".doubt[data-tone=bad]").first()).containsText("<b>no</b>");
      page.getByText("Delete this zone").click();
      assertThat(page.locator(".doubt")).hasCount(0);
      page.getByText("Add a line").click();
      click(page, 0.5, 0.6);
      click(page, 0.515, 0.61);
      assertThat(page.getByText("This line is short")).isVisible();
      // leaving asks
      assertThat(page.title()).startsWith("•");
      assertThat(
              (Boolean)
                  page.evaluate(
                      "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"))
          .isTrue();
      clean(window);
    }
  }

  @Test
  void somebodyElsesChangeIsShownAndMineCanBePutOnTop(SetupBox box) {
    try (Window window = box.editor(Screen.DESKTOP)) {
      Page page = window.page();
      var cameras = CameraForm.write(box.setup().present().cameras());
      ((ObjectNode) cameras.get(1)).put("enabled", false);
      box.setup().save(1, cameras, "the page, desk");
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      exactly(page, "Save").click();
      assertThat(page.getByText("the page, desk made version 2")).isVisible();
      assertThat(page.getByText("till: switched off")).isVisible();
      page.getByText("Save mine on top").click();
      assertThat(page.getByText("Saved as version 3")).isVisible();
      assertThat(box.scene().lines()).hasSize(1);
      assertThat(box.setup().present().cameras().get(1).enabled()).isFalse();
    }
  }

  @Test
  void whatIsDrawnWaitsForACameraThatSomebodyRemoved(SetupBox box) {
    try (Window window = box.editor(Screen.DESKTOP)) {
      Page page = window.page();
      var cameras = CameraForm.write(box.setup().present().cameras());
      var others = cameras.deepCopy();
      others.remove(0);
      box.setup().save(1, others, "the page, desk");
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      exactly(page, "Save").click();
      page.getByText("Save mine on top").click();
      assertThat(page.getByText("somebody has removed door")).isVisible();
      assertThat(exactly(page, "Not saved")).isVisible();
      assertThat(box.setup().newest()).isEqualTo(2);
      box.setup().save(2, cameras, "the page, desk");
      exactly(page, "Save").click();
      assertThat(page.getByText("Saved as version 4")).isVisible();
      assertThat(box.scene().lines()).hasSize(1);
    }
  }

  @Test
  void whatIsDrawnWhileTheBoxSavesIsNotSavedYet(SetupBox box) {
    try (Window window = box.editor(Screen.DESKTOP)) {
      Page page = window.page();
      List<Route> held = new CopyOnWriteArrayList<>();
      page.route(
          "**/api/v1/setup",
          route -> {
            if (route.request().method().equals("PUT")) {
              held.add(route);
            } else {
              route.resume();
            }
          });
      page.getByText("Add a line").click();
      click(page, 0.25, 0.8);
      click(page, 0.75, 0.7);
      page.waitForRequest("**/api/v1/setup", () -> exactly(page, "Save").click());
      page.locator("#field-id").fill("entrance");
      held.getFirst().resume();
      page.unroute("**/api/v1/setup");
      assertThat(page.getByText("The box counts with it.")).isVisible();
      assertThat(exactly(page, "Not saved")).isVisible();
      assertThat(box.scene().lines().getFirst().id()).isEqualTo("line-1");
      exactly(page, "Save").click();
      assertThat(page.getByText("Saved as version 3")).isVisible();
      assertThat(box.scene().lines().getFirst().id()).isEqualTo("entrance");
    }
  }

  @Test
  void signingInLeadsToTheCameraThatOneWanted(SetupBox box) {
    box.claim("four words for me");
    try (Window window = box.visit("/zones?camera=door", Screen.PHONE)) {
      Page page = window.page();
      page.locator("#password").fill("four words for me");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(box.address() + "/zones?camera=door");
      SetupBox.awaitPicture(page);
      assertThat(page.locator("h1")).containsText("door");
    }
  }

  @Test
  void whatIsDrawnOutlivesTheSession(SetupBox box) {
    try (Window window = box.editor(Screen.PHONE)) {
      Page page = window.page();
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      // the page knows who is in
      assertThat(page.locator(".doubt[data-tone=bad]")).hasCount(0);
      page.waitForResponse("**/api/v1/setup/check", () -> page.keyboard().press("ArrowDown"));
      box.signOut();
      exactly(page, "Save").click();
      assertThat(page.getByText("Nobody is signed in any more")).isVisible();
      window.shoot("zones-signed-out-phone");
      assertThat(page).hasURL(box.address() + "/zones?camera=door");
      box.signInAgain(window);
      exactly(page, "Save").click();
      assertThat(page.getByText("The box counts with it.")).isVisible();
      assertThat(box.scene().lines()).hasSize(1);
      box.signOut();
    }
  }
}
