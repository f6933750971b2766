package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import io.headcount.edge.access.BoxAccess;
import io.headcount.web.access.Network;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Newcomer;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a claimed box without a camera to a working entrance line in less than five minutes, by what
 * is to be seen and nothing else: the walk of {@code docs/newcomer.md}.
 */
@Timeout(240)
@ExtendWith(SharedChromium.class)
class NewcomerIT {
  private static final double LIMIT_SECONDS = 300;
  private static final String PASSWORD = "four odd horses walk";
  private static final double PATIENCE = 60_000;

  @TempDir private Path dir;

  @Test
  void anEntranceLineCountsWithinFiveMinutes(Chromium chromium) throws Exception {
    Path file = dir.resolve("agent.yaml");
    Files.writeString(
        file,
        """
        box: Shop 12
        data: %s
        status: {port: %d}
        journal: {budget: 128MB}
        cameras: []
        """
            .formatted(dir.resolve("data"), freePort()));
    try (DrawnCamera camera = new DrawnCamera();
        RunningAgent running = new RunningAgent(file)) {
      while (!running.isUp()) {
        LockSupport.parkNanos(50_000_000);
      }
      claim(running.agent().access());
      try (Window window = chromium.open(new Chromium.Screen(1180, 820, 1, ColorScheme.LIGHT))) {
        window.page().navigate(running.agent().address().toString());
        Newcomer newcomer = new Newcomer(window, "newcomer-box");
        walk(newcomer, window.page(), camera);
        // while it starts anew with its first camera nobody answers
        assertThat(window.complaints())
            .allMatch(complaint -> complaint.contains("ERR_CONNECTION_REFUSED"));
        System.out.println(newcomer.table());
        assertThat(newcomer.whole().seconds(Newcomer.UNPRACTISED)).isLessThan(LIMIT_SECONDS);
      }
    }
  }

  private static void walk(Newcomer newcomer, Page page, DrawnCamera camera) {
    assertThat(page.getByLabel("Password", exactly())).isFocused();
    newcomer.types(PASSWORD);
    newcomer.clicks(button(page, "Sign in"));
    newcomer.waitsFor(page.getByText("No camera yet"));
    newcomer.did("sign in");

    newcomer.clicks(link(page, "Add the first camera"));
    Locator form = page.getByRole(AriaRole.DIALOG);
    newcomer.waitsFor(() -> assertThat(form.getByLabel("Name")).isFocused());
    newcomer.types("door");
    newcomer.tabs();
    newcomer.types(camera.address());
    newcomer.tabs();
    newcomer.types(DrawnCamera.USER);
    newcomer.tabs();
    newcomer.types(DrawnCamera.PASSWORD);
    newcomer.did("enter the camera's address and login");

    newcomer.clicks(form.getByText("Test", textExactly()));
    newcomer.waitsFor(form.getByText("There is a picture"));
    newcomer.waitsFor(form.getByLabel("What the camera sees"));
    newcomer.did("test the camera");

    newcomer.clicks(form.getByText("Save", textExactly()));
    newcomer.waitsFor(page.getByText("door is added"));
    newcomer.waitsFor(() -> assertThat(page.getByText("Counting").first()).isVisible(patient()));
    newcomer.did("save it");

    newcomer.clicks(button(page, "How it hangs"));
    newcomer.waitsFor(() -> assertThat(form.getByText("Nothing is wrong")).isVisible(patient()));
    Locator hung = form.getByLabel("The picture of door");
    newcomer.waitsFor(
        () -> page.waitForCondition(() -> (Boolean) hung.evaluate("it => it.width > 300")));
    newcomer.did("look how it hangs");

    newcomer.clicks(button(page, "Close"));
    newcomer.clicks(link(page, "Lines and zones"));
    Locator picture = page.getByLabel("Live picture of door");
    newcomer.waitsFor(picture);
    newcomer.clicks(button(page, "Add a line"));
    newcomer.clicksIn(picture, 0.92, 0.58);
    newcomer.clicksIn(picture, 0.08, 0.58);
    newcomer.replaces(page.getByLabel("Name"), "entrance");
    newcomer.did("draw the line across the way");

    Locator wayIn = page.getByText("into the shop", new Page.GetByTextOptions().setExact(true));
    // people come in from the door, towards the camera
    assertThat(below(wayIn, picture, 0.58)).isFalse();
    newcomer.clicks(button(page, "Turn the direction round"));
    assertThat(below(wayIn, picture, 0.58)).isTrue();
    newcomer.did("turn the arrow into the shop");

    newcomer.clicks(button(page, "Save"));
    newcomer.waitsFor(page.getByText("The box counts with it."));
    newcomer.did("save the line");

    newcomer.waitsFor(
        () ->
            assertThat(
                    page.getByText(Pattern.compile("today [1-9]\\d* in · [1-9]\\d* out")).first())
                .isVisible(patient()));
    newcomer.did("walk in and out");
  }

  /**
   * The agent starts anew with its first camera, and must come back where the page looks for it.
   */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether something lies below a height of the picture. */
  private static boolean below(Locator what, Locator picture, double height) {
    BoundingBox all = picture.boundingBox();
    return what.boundingBox().y > all.y + height * all.height;
  }

  private static void claim(BoxAccess access) {
    String code = access.drawClaimCode().orElseThrow().text();
    assertThat(access.claim(code, PASSWORD, new Network("test")))
        .isInstanceOf(BoxAccess.Answer.Welcome.class);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Locator.GetByTextOptions textExactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static LocatorAssertions.IsVisibleOptions patient() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
  }
}
