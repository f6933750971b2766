package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.mounting.Hanging;
import io.headcount.edge.status.AnimatedScene;
import io.headcount.edge.status.FakeBox;
import io.headcount.edge.status.FreshBox;
import io.headcount.edge.status.LiveView;
import io.headcount.edge.status.StatusServer;
import io.headcount.web.access.Network;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A real server whose two cameras are set up in Chromium; before one of them people walk. */
final class SetupBox implements AutoCloseable {
  private static final CameraId DOOR = new CameraId("door");

  private final LiveView live = new LiveView(System::nanoTime);
  private final ScheduledExecutorService agent = Executors.newSingleThreadScheduledExecutor();
  private final FreshBox owned = new FreshBox();
  private final Chromium chromium;
  private final AnimatedScene door;
  private final Setup setup;
  private final SetupRoutes routes;
  private final Journal journal;
  private final StatusServer server;

  SetupBox(Chromium chromium) {
    this.chromium = chromium;
    Path folder = owned.folder();
    Path file = folder.resolve("agent.yaml");
    write(
        file,
        """
        box: Shop 12
        data: state
        cameras:
          - {id: door, source: 'rtsp://10.0.0.5/main'}
          - id: till
            source: rtsp://10.0.0.6/main
            zones: [{id: queue, type: queue, polygon: [[0.1, 0.5], [0.5, 0.5], [0.5, 0.9]]}]
        """);
    setup =
        new Setup(
            file,
            new ConfigReader(Map.of(), folder, "shop"),
            InstantSource.system(),
            Optional.empty(),
            () -> false);
    journal =
        Journal.open(
            folder.resolve("state/journal"),
            InstantSource.system(),
            new JournalOptions(1L << 30, 0.001, 64L << 20));
    routes =
        SetupRoutes.of(
            setup,
            _ -> Hanging.known(60),
            () -> false,
            folder.resolve("state/journal"),
            InstantSource.system());
    // as the agent does
    var _ = agent.scheduleAtFixedRate(() -> setup.takePending(), 0, 100, TimeUnit.MILLISECONDS);
    door = new AnimatedScene(DOOR, live);
    server =
        StatusServer.start(
            FreshBox.PLACE,
            owned.access(),
            () -> FakeBox.box("Shop 12", List.of(door.status()), List.of(), Instant.now()),
            FakeBox::windows,
            live,
            routes.endpoints(),
            Instant::now,
            System::nanoTime);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    routes.close();
    door.close();
    agent.close();
    journal.close();
    owned.close();
  }

  Setup setup() {
    return setup;
  }

  /** What the first camera counts. */
  Scene scene() {
    return setup.present().cameras().getFirst().scene();
  }

  URI address() {
    return server.address();
  }

  /** A window of somebody who is signed in. */
  Window open(String path, Screen screen) {
    Window window = chromium.open(screen);
    takeCookie(window, owned.cookie(server.port()));
    window.page().navigate(server.address() + path);
    return window;
  }

  /** A window of somebody who is not. */
  Window visit(String path, Screen screen) {
    Window window = chromium.open(screen);
    window.page().navigate(server.address() + path);
    return window;
  }

  /** From now on it has this password. */
  void claim(String password) {
    String code = owned.access().drawClaimCode().orElseThrow().text();
    assertThat(owned.access().claim(code, password, new Network("test")))
        .isInstanceOf(BoxAccess.Answer.Welcome.class);
  }

  /** Ends the session of all windows. */
  void signOut() {
    owned.access().signOut(owned.session());
  }

  /** As another tab of the window would. */
  void signInAgain(Window window) {
    takeCookie(window, FreshBox.cookie(server.port(), owned.come()));
  }

  private void takeCookie(Window window, String cookie) {
    String[] parts = cookie.split("=", 2);
    window
        .context()
        .addCookies(List.of(new Cookie(parts[0], parts[1]).setUrl(server.address().toString())));
  }

  /** The first camera's lines and zones, with its picture. */
  Window editor(Screen screen) {
    Window window = open("/zones?camera=door", screen);
    awaitPicture(window.page());
    return window;
  }

  /** The shape of the picture is known with its first frame. */
  static void awaitPicture(Page page) {
    assertThat(page.locator(".viewport canvas").first()).isVisible();
    page.waitForFunction(
        "() => Math.abs(parseFloat(document.querySelector('.viewport').style.aspectRatio)"
            + " - 4 / 3) < 0.01");
  }

  static Locator exactly(Page page, String text) {
    return page.getByText(text, new Page.GetByTextOptions().setExact(true));
  }

  /** A place of the picture, in the window. */
  static double[] at(Page page, double x, double y) {
    Locator viewport = page.locator(".viewport");
    viewport.scrollIntoViewIfNeeded();
    BoundingBox box = viewport.boundingBox();
    return new double[] {box.x + x * box.width, box.y + y * box.height};
  }

  /** Where a point of the chosen shape is to be taken, in the window. */
  static double[] knob(Page page, int point) {
    page.locator(".viewport").scrollIntoViewIfNeeded();
    BoundingBox knob = page.locator("[data-point='" + point + "'] .knob").boundingBox();
    return new double[] {knob.x + knob.width / 2, knob.y + knob.height / 2};
  }

  static void click(Page page, double x, double y) {
    double[] place = at(page, x, y);
    page.mouse().click(place[0], place[1]);
  }

  static void clean(Window window) {
    assertThat(window.barriers()).isEmpty();
    assertThat(window.tooWide()).isFalse();
    assertThat(window.complaints()).isEmpty();
    assertThat(window.elsewhere()).isEmpty();
  }
}
