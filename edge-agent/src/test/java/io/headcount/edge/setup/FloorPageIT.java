package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.edge.setup.SetupBox.at;
import static io.headcount.edge.setup.SetupBox.clean;
import static io.headcount.edge.setup.SetupBox.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.edge.mounting.Hanging;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Finger;
import io.headcount.web.browser.InChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a camera's floor in Chromium, on a real server with people who walk. */
@Timeout(120)
class FloorPageIT {
  @RegisterExtension
  static final InChromium<SetupBox> BOX = new InChromium<>(SetupBox.class, SetupBox::new);

  @Test
  void theFloorIsMeasuredByFourCornersAndPeopleSayWhetherItIsRight(SetupBox box) {
    try (Window window = box.open("/cameras", Screen.DESKTOP)) {
      Page page = window.page();
      page.locator("[data-camera=door]").getByText("Measure the floor").click();
      assertThat(page.locator("h1")).hasText("door: floor");
      page.waitForFunction(
          "() => Math.abs(parseFloat(document.querySelector('.viewport').style.aspectRatio)"
              + " - 4 / 3) < 0.01");
      page.getByText("Four corners").click();
      assertThat(page.getByText("Type the two lengths")).isVisible();
      List<Point> tiles = Hanging.tiles().corners();
      for (int corner = 0; corner < 4; corner++) {
        drag(page, corner, tiles.get(corner));
      }
      page.locator("#floor-width").fill("2,0");
      page.locator("#floor-depth").fill("2");
      assertThat(page.locator(".doubt").first()).containsText("that fits");
      assertThat(page.getByText("the camera hangs 2.8")).isVisible();
      assertThat(page.locator(".ground .light").nth(10)).isAttached();
      page.getByText("Where lengths are right").click();
      assertThat(page.locator(".ground .sure").first()).isAttached();
      window.shoot("floor-light");
      clean(window);
      // a length that is wrong is noticed by the people
      page.locator("#floor-width").fill("3");
      page.locator("#floor-depth").fill("3");
      assertThat(page.locator(".doubt").first()).containsText("too tall");
      page.locator("#floor-width").fill("2");
      page.locator("#floor-depth").fill("2 m");
      assertThat(page.locator(".doubt").first()).containsText("must be");
      assertThat(page.locator(".ground")).hasCount(0);
      page.locator("#floor-depth").fill("2");
      assertThat(page.locator(".doubt").first()).containsText("that fits");
      exactly(page, "Save").click();
      assertThat(page.getByText("Lengths go by it now")).isVisible();

      FloorRectangle saved =
          (FloorRectangle) box.setup().present().cameras().getFirst().floor().orElseThrow();
      assertThat(saved.width()).isEqualTo(2);
      assertThat(saved.corners().getFirst().x()).isCloseTo(tiles.getFirst().x(), offset(0.003));
      assertThat(box.setup().versions().newest().orElseThrow().what()).isEqualTo("door: floor");

      // by the keyboard, and back again
      page.locator("[data-point='2']").focus();
      page.keyboard().press("Shift+ArrowUp");
      assertThat(exactly(page, "Not saved")).isVisible();
      exactly(page, "Cancel").click();
      assertThat(exactly(page, "Not saved")).isHidden();
      page.navigate(box.address() + "/zones?camera=door");
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-counts]")).containsText(" m ");
      window.page().navigate(box.address() + "/cameras");
    }
    for (Screen screen : List.of(Screen.DARK, Screen.PHONE)) {
      try (Window window = box.open("/floor?camera=door", screen)) {
        assertThat(window.page().locator(".doubt").first()).containsText("that fits");
        window.shoot("floor-" + (screen.equals(Screen.PHONE) ? "phone" : "dark"));
        clean(window);
      }
    }
  }

  @Test
  void theFloorIsMeasuredByPeoplesHeights(SetupBox box) {
    try (Window window = box.open("/floor?camera=door", Screen.PHONE)) {
      Page page = window.page();
      assertThat(page.locator(".viewport canvas").first()).isVisible();
      page.getByText("People's heights").click();
      assertThat(page.locator("#floor-lens")).hasValue("80");
      assertThat(page.getByText("the camera hangs 2.8")).isVisible();
      window.shoot("floor-people-phone");
      clean(window);
      exactly(page, "Undo").click();
      assertThat(page.locator("#floor-lens")).hasCount(0);
      exactly(page, "Redo").click();
      exactly(page, "Save").click();
      assertThat(page.getByText("Lengths go by it now")).isVisible();
      assertThat(box.setup().present().cameras().getFirst().floor())
          .hasValueSatisfying(floor -> assertThat(floor).isInstanceOf(UprightCamera.Found.class));
      page.getByText("Go back to version 1").click();
      assertThat(page.getByText("version 3")).isVisible();
      assertThat(box.setup().present().cameras().getFirst().floor()).isEmpty();
    }
  }

  @Test
  void somebodyElsesChangeDoesNotLoseTheFloor(SetupBox box) {
    try (Window window = box.open("/floor?camera=door", Screen.DESKTOP)) {
      Page page = window.page();
      page.getByText("People's heights").click();
      assertThat(page.locator("#floor-lens")).hasValue("80");
      var cameras = CameraForm.write(box.setup().present().cameras());
      ((ObjectNode) cameras.get(1)).put("enabled", false);
      box.setup().save(1, cameras, "the page, desk");
      exactly(page, "Save").click();
      assertThat(page.getByText("the page, desk made version 2")).isVisible();
      page.getByText("Save mine on top").click();
      assertThat(page.getByText("Lengths go by it now")).isVisible();
      assertThat(box.setup().present().cameras().getFirst().floor()).isPresent();
      assertThat(box.setup().present().cameras().get(1).enabled()).isFalse();
    }
  }

  @Test
  void theCornersAreDraggedWithAFingerOnAPhone(SetupBox box) {
    try (Window window = box.open("/floor?camera=door", Screen.PHONE)) {
      Page page = window.page();
      SetupBox.awaitPicture(page);
      Finger finger = new Finger(window);
      finger.taps(page.getByText("Four corners"));
      assertThat(page.locator("[data-point='3']")).isVisible();
      List<Point> tiles = Hanging.tiles().corners();
      for (int corner = 0; corner < 4; corner++) {
        double[] knob = SetupBox.knob(page, corner);
        double[] place = at(page, tiles.get(corner).x(), tiles.get(corner).y());
        finger.presses(knob[0], knob[1]);
        finger.slides((knob[0] + place[0]) / 2, (knob[1] + place[1]) / 2);
        assertThat(page.locator(".loupe")).isVisible();
        if (corner == 3) {
          // before it is there: to take all of the page, the browser moves it under the finger
          window.shoot("floor-phone-loupe");
        }
        finger.slides(place[0], place[1]);
        finger.lifts();
        assertThat(page.locator(".loupe")).isHidden();
      }
      finger.taps(page.locator("#floor-width"));
      page.keyboard().type("2");
      finger.taps(page.locator("#floor-depth"));
      page.keyboard().type("2");
      assertThat(page.locator(".doubt").first()).containsText("that fits");
      window.shoot("floor-phone-corners");
      clean(window);
      finger.taps(exactly(page, "Save"));
      assertThat(page.getByText("Lengths go by it now")).isVisible();
      FloorRectangle saved =
          (FloorRectangle) box.setup().present().cameras().getFirst().floor().orElseThrow();
      for (int corner = 0; corner < 4; corner++) {
        assertThat(saved.corners().get(corner).x()).isCloseTo(tiles.get(corner).x(), offset(0.004));
        assertThat(saved.corners().get(corner).y()).isCloseTo(tiles.get(corner).y(), offset(0.004));
      }
    }
  }

  private static void drag(Page page, int corner, Point to) {
    double[] knob = SetupBox.knob(page, corner);
    double[] place = at(page, to.x(), to.y());
    page.mouse().move(knob[0], knob[1]);
    page.mouse().down();
    page.mouse().move(place[0], place[1], new Mouse.MoveOptions().setSteps(4));
    page.mouse().up();
  }
}
