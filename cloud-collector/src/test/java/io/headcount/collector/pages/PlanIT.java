package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.collector.pages.Locators.exactly;
import static io.headcount.collector.pages.Locators.having;
import static io.headcount.collector.pages.Locators.in;
import static io.headcount.collector.pages.Locators.named;
import static io.headcount.collector.pages.Locators.starting;
import static io.headcount.collector.pages.Visitors.screen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Finger;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Heat over a store's floor plan and over a camera's background in Chromium. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class PlanIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  /** Straight lines stay straight, and the diagonals cross where the middle is. */
  @Test
  void aGridLiesOnThePlanAsACameraSeesTheFloor() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, "/stores/bremen-01");
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
    try (Window window = visitors.open(Screen.DESKTOP, Role.TECHNICIAN)) {
      Page page = window.page();
      visitors.go(window, "/stores/bremen-01");
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
              .get(visitors.chain().address() + "/api/v1/stores/bremen-01/pictures")
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
      try (Window window = visitors.open(screen(screen), Role.VIEWER)) {
        Page page = window.page();
        visitors.go(window, "/stores/bremen-01");
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
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER, "leeds-01")) {
      for (String part : List.of("plan", "pictures", "devices/box/cameras/entrance/background")) {
        assertThat(
                window
                    .context()
                    .request()
                    .get(visitors.chain().address() + "/api/v1/stores/bremen-01/" + part)
                    .status())
            .isEqualTo(404);
      }
    }
  }

  /** A finger moves corners, also over the plan's border, and scrolls the page beside them. */
  @Test
  void cornersAreDraggedByAFingerOnAPhone() {
    try (Window window = visitors.open(Screen.PHONE, Role.TECHNICIAN)) {
      Page page = window.page();
      visitors.go(window, "/stores/berlin-01");
      Finger finger = new Finger(window);
      finger.taps(page.getByText("Plan and pictures under the heat", exactly()));
      page.getByRole(AriaRole.GROUP, named("Floor plan"))
          .locator("input[type=file]")
          .setInputFiles(new FilePayload("plan.png", "image/png", PLAN));
      finger.taps(
          page.getByRole(AriaRole.GROUP, named("floor"))
              .getByRole(AriaRole.BUTTON, in("Place on the plan…")));
      Locator plan = page.locator(".ground-plan");
      finger.reaches(plan);
      BoundingBox box = plan.boundingBox();
      Locator topLeft = page.getByRole(AriaRole.BUTTON, named("Top left of the picture"));
      finger.drags(topLeft, box.x + 0.1 * box.width, box.y + 0.2 * box.height);
      Locator bottomRight = page.getByRole(AriaRole.BUTTON, named("Bottom right of the picture"));
      finger.drags(bottomRight, box.x + box.width + 15, box.y + 0.9 * box.height);
      assertThat(bottomRight).hasAttribute("style", Pattern.compile("left: 100%;"));
      assertThat(window.tooWide()).isFalse();
      assertThat(plan.boundingBox().y).isEqualTo(box.y); // nothing scrolled meanwhile
      window.shoot("dashboard-plan-placing-phone");

      double before = scrolled(page);
      finger.drags(plan, box.x + 0.5 * box.width, box.y - 100);
      page.waitForFunction("before => scrollY > before", before);

      finger.taps(page.getByRole(AriaRole.BUTTON, named("Keep it so")));
      assertThat(page.locator("#told")).hasText("floor is on the plan");
      assertThat(
              window
                  .context()
                  .request()
                  .get(visitors.chain().address() + "/api/v1/stores/berlin-01/pictures")
                  .text())
          .containsPattern("\\[(0\\.1|0\\.09\\d*|0\\.10\\d*),(0\\.2|0\\.19\\d*|0\\.20\\d*)\\]")
          .containsPattern("\\[1(\\.0)?,0\\.(9|89\\d*|90\\d*)\\]");
      assertThat(window.complaints()).isEmpty();
    }
  }

  private static double scrolled(Page page) {
    return ((Number) page.evaluate("() => scrollY")).doubleValue();
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
}
