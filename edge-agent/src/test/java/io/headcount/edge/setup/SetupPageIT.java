package io.headcount.edge.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import io.headcount.analytics.floor.FloorRectangle;
import io.headcount.analytics.floor.UprightCamera;
import io.headcount.analytics.geometry.Point;
import io.headcount.analytics.line.CountingLine;
import io.headcount.analytics.scene.CameraId;
import io.headcount.analytics.scene.Scene;
import io.headcount.analytics.zone.ZoneType;
import io.headcount.edge.config.AgentConfig;
import io.headcount.edge.config.ConfigReader;
import io.headcount.edge.journal.Journal;
import io.headcount.edge.journal.JournalOptions;
import io.headcount.edge.mounting.Hanging;
import io.headcount.edge.status.AnimatedScene;
import io.headcount.edge.status.FakeBox;
import io.headcount.edge.status.FreshBox;
import io.headcount.edge.status.LiveView;
import io.headcount.edge.status.StatusServer;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages of cameras, lines and zones in Chromium, on a real server with people who walk. */
@Timeout(120)
class SetupPageIT {
  private static final CameraId DOOR = new CameraId("door");
  private static Chromium chromium;

  private final LiveView live = new LiveView(System::nanoTime);
  private final ScheduledExecutorService agent = Executors.newSingleThreadScheduledExecutor();
  @TempDir private Path dir;
  private FreshBox box;
  private AnimatedScene door;
  private Setup setup;
  private SetupRoutes routes;
  private Journal journal;
  private StatusServer server;

  @BeforeAll
  static void browser() {
    chromium = new Chromium();
  }

  @AfterAll
  static void closeBrowser() {
    chromium.close();
  }

  @BeforeEach
  void start() throws IOException {
    Path file = dir.resolve("agent.yaml");
    Files.writeString(
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
            new ConfigReader(Map.of(), dir, "shop"),
            InstantSource.system(),
            Optional.empty(),
            () -> false);
    journal =
        Journal.open(
            dir.resolve("state/journal"),
            InstantSource.system(),
            new JournalOptions(1L << 30, 0.001, 64L << 20));
    routes =
        SetupRoutes.of(
            setup,
            _ -> Hanging.known(60),
            () -> false,
            dir.resolve("state/journal"),
            InstantSource.system());
    // as the agent does
    var _ = agent.scheduleAtFixedRate(() -> setup.takePending(), 0, 100, TimeUnit.MILLISECONDS);
    box = new FreshBox();
    door = new AnimatedScene(DOOR, live);
    server =
        StatusServer.start(
            FreshBox.PLACE,
            box.access(),
            () -> FakeBox.box("Shop 12", List.of(door.status()), List.of(), Instant.now()),
            FakeBox::windows,
            live,
            routes.endpoints(),
            Instant::now,
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    server.close();
    routes.close();
    door.close();
    agent.shutdownNow();
    journal.close();
    box.close();
  }

  private Window open(String path, Screen screen) {
    Window window = chromium.open(dir.resolve("profile"), screen);
    String[] cookie = box.cookie(server.port()).split("=", 2);
    window
        .context()
        .addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(server.address().toString())));
    window.page().navigate(server.address() + path);
    return window;
  }

  private Window editor(Screen screen) {
    Window window = open("/zones?camera=door", screen);
    assertThat(window.page().locator(".viewport canvas").first()).isVisible();
    // the shape of the picture is known with its first frame
    window
        .page()
        .waitForFunction(
            "() => Math.abs(parseFloat(document.querySelector('.viewport').style.aspectRatio)"
                + " - 4 / 3) < 0.01");
    return window;
  }

  private static double[] at(Page page, double x, double y) {
    Locator viewport = page.locator(".viewport");
    viewport.scrollIntoViewIfNeeded();
    BoundingBox box = viewport.boundingBox();
    return new double[] {box.x + x * box.width, box.y + y * box.height};
  }

  private static void click(Page page, double x, double y) {
    double[] place = at(page, x, y);
    page.mouse().click(place[0], place[1]);
  }

  private Scene scene() {
    AgentConfig present = setup.present();
    return present.cameras().getFirst().scene();
  }

  private static void clean(Window window) {
    assertThat(window.barriers()).isEmpty();
    assertThat(window.tooWide()).isFalse();
    assertThat(window.complaints()).isEmpty();
    assertThat(window.elsewhere()).isEmpty();
  }

  @Test
  void howACameraHangsIsShownOverItsPicture() {
    for (Screen screen : List.of(Screen.DESKTOP, Screen.DARK, Screen.PHONE)) {
      try (Window window = open("/cameras", screen)) {
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
  void anEntranceLineIsDrawnWithTheMouse() {
    try (Window window = editor(Screen.DESKTOP)) {
      Page page = window.page();
      BoundingBox button = page.getByText("Add a line").boundingBox();
      page.mouse().click(button.x + 20, button.y + 20);
      assertThat(page.getByText("Touch one end of the line")).isVisible();
      click(page, 0.25, 0.8);
      click(page, 0.75, 0.7);
      page.locator("#field-id").fill("entrance");
      assertThat(page.getByText("Not saved", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      // its second end is dragged; level with the first it snaps
      double[] end = at(page, 0.75, 0.7);
      double[] level = at(page, 0.8, 0.803);
      page.mouse().move(end[0], end[1]);
      page.mouse().down();
      page.mouse().move(level[0], level[1], new Mouse.MoveOptions().setSteps(6));
      window.shoot("zones-dragging");
      page.mouse().up();
      page.getByText("Turn the direction round").click();
      page.getByText("Undo", new Page.GetByTextOptions().setExact(true)).click();
      window.shoot("zones-light");
      clean(window);
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("The box counts with it.")).isVisible();

      CountingLine line = scene().lines().getFirst();
      assertThat(line.id()).isEqualTo("entrance");
      assertThat(line.segment().from().y()).isCloseTo(0.8, offset(0.01));
      assertThat(line.segment().to().y()).isEqualTo(line.segment().from().y());
      assertThat(line.segment().to().x()).isCloseTo(0.8, offset(0.01));

      // people who walk over it tick, before and after
      assertThat(page.locator("[data-counts]")).containsText("in");
      page.waitForFunction(
          "() => /seen now (?!0 in · 0 out)/.test(document.querySelector('[data-counts]').textContent)");
      // what would it have counted?
      page.getByText("Recount", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("Recounted.")).isVisible();
      assertThat(page.locator(".recount-tables")).containsText("door: entrance");
      window.shoot("zones-saved");
      clean(window);
      // back again
      page.getByText("Go back to version 1").click();
      assertThat(page.getByText("Saved as version 3")).isVisible();
      assertThat(scene().lines()).isEmpty();
    }
  }

  private void drag(Page page, int corner, Point to) {
    BoundingBox knob = page.locator("[data-point='" + corner + "'] .knob").boundingBox();
    double[] place = at(page, to.x(), to.y());
    page.mouse().move(knob.x + knob.width / 2, knob.y + knob.height / 2);
    page.mouse().down();
    page.mouse().move(place[0], place[1], new Mouse.MoveOptions().setSteps(4));
    page.mouse().up();
  }

  @Test
  void theFloorIsMeasuredByFourCornersAndPeopleSayWhetherItIsRight() {
    try (Window window = open("/cameras", Screen.DESKTOP)) {
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
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("Lengths go by it now")).isVisible();

      FloorRectangle saved =
          (FloorRectangle) setup.present().cameras().getFirst().floor().orElseThrow();
      assertThat(saved.width()).isEqualTo(2);
      assertThat(saved.corners().getFirst().x()).isCloseTo(tiles.getFirst().x(), offset(0.003));
      assertThat(setup.versions().newest().orElseThrow().what()).isEqualTo("door: floor");

      // by the keyboard, and back again
      page.locator("[data-point='2']").focus();
      page.keyboard().press("Shift+ArrowUp");
      assertThat(page.getByText("Not saved", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("Not saved", new Page.GetByTextOptions().setExact(true)))
          .isHidden();
      page.navigate(server.address() + "/zones?camera=door");
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-counts]")).containsText(" m ");
      window.page().navigate(server.address() + "/cameras");
    }
    for (Screen screen : List.of(Screen.DARK, Screen.PHONE)) {
      try (Window window = open("/floor?camera=door", screen)) {
        assertThat(window.page().locator(".doubt").first()).containsText("that fits");
        window.shoot("floor-" + (screen.equals(Screen.PHONE) ? "phone" : "dark"));
        clean(window);
      }
    }
  }

  @Test
  void theFloorIsMeasuredByPeoplesHeights() {
    try (Window window = open("/floor?camera=door", Screen.PHONE)) {
      Page page = window.page();
      assertThat(page.locator(".viewport canvas").first()).isVisible();
      page.getByText("People's heights").click();
      assertThat(page.locator("#floor-lens")).hasValue("80");
      assertThat(page.getByText("the camera hangs 2.8")).isVisible();
      window.shoot("floor-people-phone");
      clean(window);
      page.getByText("Undo", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#floor-lens")).hasCount(0);
      page.getByText("Redo", new Page.GetByTextOptions().setExact(true)).click();
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("Lengths go by it now")).isVisible();
      assertThat(setup.present().cameras().getFirst().floor())
          .hasValueSatisfying(floor -> assertThat(floor).isInstanceOf(UprightCamera.Found.class));
      page.getByText("Go back to version 1").click();
      assertThat(page.getByText("version 3")).isVisible();
      assertThat(setup.present().cameras().getFirst().floor()).isEmpty();
    }
  }

  @Test
  void somebodyElsesChangeDoesNotLoseTheFloor() {
    try (Window window = open("/floor?camera=door", Screen.DESKTOP)) {
      Page page = window.page();
      page.getByText("People's heights").click();
      assertThat(page.locator("#floor-lens")).hasValue("80");
      var cameras = CameraForm.write(setup.present().cameras());
      ((ObjectNode) cameras.get(1)).put("enabled", false);
      setup.save(1, cameras, "the page, desk");
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("the page, desk made version 2")).isVisible();
      page.getByText("Save mine on top").click();
      assertThat(page.getByText("Lengths go by it now")).isVisible();
      assertThat(setup.present().cameras().getFirst().floor()).isPresent();
      assertThat(setup.present().cameras().get(1).enabled()).isFalse();
    }
  }

  @Test
  void aLineAndAZoneAreDrawnWithTheKeyboardAlone() {
    try (Window window = editor(Screen.DARK)) {
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

      assertThat(scene().lines().getFirst().segment().from().x()).isCloseTo(0.28, offset(1e-4));
      assertThat(scene().excluded()).hasSize(1);
      assertThat(scene().excluded().getFirst().type()).isEqualTo(ZoneType.EXCLUDED);
      assertThat(scene().excluded().getFirst().polygon().corners()).hasSize(3);
    }
  }

  @Test
  void aLineIsDrawnWithAFingerOnAPhone() {
    try (Window window = editor(Screen.PHONE)) {
      Page page = window.page();
      CDPSession touch = window.context().newCDPSession(page);
      JsonObject on = new JsonObject();
      on.addProperty("enabled", true);
      touch.send("Emulation.setTouchEmulationEnabled", on);
      tap(touch, centre(page.getByText("Add a line")));
      tap(touch, at(page, 0.2, 0.75));
      tap(touch, at(page, 0.8, 0.75));
      assertThat(page.locator("[data-point='1']")).isVisible();
      // a finger that is beside the point still takes it, and sees what it hides
      double[] near = at(page, 0.8, 0.75);
      double[] goal = at(page, 0.85, 0.6);
      touch(touch, "touchStart", near[0] + 12, near[1] + 10);
      for (int step = 1; step <= 6; step++) {
        double part = step / 6.0;
        touch(
            touch,
            "touchMove",
            near[0] + 12 + part * (goal[0] - near[0]),
            near[1] + 10 + part * (goal[1] - near[1]));
      }
      assertThat(page.locator(".loupe")).isVisible();
      window.shoot("zones-phone-loupe");
      touch(touch, "touchEnd", goal[0], goal[1]);
      assertThat(page.locator(".loupe")).isHidden();
      window.shoot("zones-phone");
      clean(window);
      tap(touch, centre(page.getByText("Save", new Page.GetByTextOptions().setExact(true))));
      assertThat(page.getByText("The box counts with it.")).isVisible();
      assertThat(scene().lines()).hasSize(1);
      assertThat(scene().lines().getFirst().segment().to().y()).isBetween(0.55, 0.7);
    }
  }

  @Test
  void doubtsAreSaidWhileDrawing() {
    try (Window window = editor(Screen.DESKTOP)) {
      Page page = window.page();
      page.getByText("Add a zone").click();
      for (double[] corner : new double[][] {{0.3, 0.4}, {0.7, 0.8}, {0.7, 0.4}, {0.3, 0.82}}) {
        click(page, corner[0], corner[1]);
      }
      page.getByText("Done", new Page.GetByTextOptions().setExact(true)).click();
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
  void somebodyElsesChangeIsShownAndMineCanBePutOnTop() {
    try (Window window = editor(Screen.DESKTOP)) {
      Page page = window.page();
      var cameras = CameraForm.write(setup.present().cameras());
      ((ObjectNode) cameras.get(1)).put("enabled", false);
      setup.save(1, cameras, "the page, desk");
      page.getByText("Add a line").focus();
      page.keyboard().press("Enter");
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("the page, desk made version 2")).isVisible();
      assertThat(page.getByText("till: switched off")).isVisible();
      page.getByText("Save mine on top").click();
      assertThat(page.getByText("Saved as version 3")).isVisible();
      assertThat(scene().lines()).hasSize(1);
      assertThat(setup.present().cameras().get(1).enabled()).isFalse();
    }
  }

  @Test
  void whatIsDrawnWhileTheBoxSavesIsNotSavedYet() {
    try (Window window = editor(Screen.DESKTOP)) {
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
      page.waitForRequest(
          "**/api/v1/setup",
          () -> page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click());
      page.locator("#field-id").fill("entrance");
      held.getFirst().resume();
      page.unroute("**/api/v1/setup");
      assertThat(page.getByText("The box counts with it.")).isVisible();
      assertThat(page.getByText("Not saved", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      assertThat(scene().lines().getFirst().id()).isEqualTo("line-1");
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("Saved as version 3")).isVisible();
      assertThat(scene().lines().getFirst().id()).isEqualTo("entrance");
    }
  }

  @Test
  void camerasAreAddedOrderedSwitchedOffAndRemoved() {
    for (Screen screen : List.of(Screen.DESKTOP, Screen.DARK, Screen.PHONE)) {
      try (Window window = open("/cameras", screen)) {
        assertThat(window.page().locator(".camera")).hasCount(2);
        window.shoot(
            "cameras-"
                + (screen.equals(Screen.PHONE)
                    ? "phone"
                    : screen.equals(Screen.DARK) ? "dark" : "light"));
        clean(window);
      }
    }
    try (Window window = open("/cameras", Screen.DESKTOP)) {
      Page page = window.page();
      page.getByText("Add a camera").click();
      page.locator("#camera-id").fill("yard");
      page.locator("#camera-source").fill("rtsp://127.0.0.1:9/none");
      page.locator("#camera-user").fill("viewer");
      page.locator("#camera-password").fill("correct horse");
      page.getByText("Test", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".seen")).containsText(":");
      window.shoot("cameras-add");
      assertThat(window.barriers()).isEmpty();
      page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
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
      page.getByText("Remove yard", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.getByText("yard is removed.")).isVisible();
      assertThat(page.locator(".camera")).hasCount(2);
      page.getByText("Undo", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".camera")).hasCount(3);
      assertThat(setup.newest()).isEqualTo(6);
      assertThat(window.complaints()).isEmpty();
    }
  }

  private static double[] centre(Locator locator) {
    locator.scrollIntoViewIfNeeded();
    BoundingBox box = locator.boundingBox();
    return new double[] {box.x + box.width / 2, box.y + box.height / 2};
  }

  private static void tap(CDPSession session, double[] place) {
    touch(session, "touchStart", place[0], place[1]);
    touch(session, "touchEnd", place[0], place[1]);
  }

  private static void touch(CDPSession session, String type, double x, double y) {
    JsonArray points = new JsonArray();
    if (!type.equals("touchEnd")) {
      JsonObject point = new JsonObject();
      point.addProperty("x", x);
      point.addProperty("y", y);
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    session.send("Input.dispatchTouchEvent", event);
  }

  @Test
  void snappingHoldsForAnyPointsAndPictures() {
    try (Window window = editor(Screen.DESKTOP)) {
      Object faults =
          window
              .page()
              .evaluate(
                  """
                  async () => {
                    const g = await import('/page/geometry.js');
                    let seed = 7;
                    const random = () => {
                      seed = (seed * 1103515245 + 12345) % 2147483648;
                      return seed / 2147483648;
                    };
                    const point = () => [random() * 1.2 - 0.1, random() * 1.2 - 0.1];
                    const faults = [];
                    const holds = (is, what, ...values) => {
                      if (!is) {
                        faults.push(`${what}: ${JSON.stringify(values)}`);
                      }
                    };
                    for (let i = 0; i < 5000; i += 1) {
                      const aspect = 0.5 + 2 * random();
                      const reach = 0.005 + 0.04 * random();
                      const others = [g.within(point()), g.within(point())];
                      const neighbours = [g.within(point())];
                      const before = [g.within(point()), neighbours[0]];
                      const at = point();
                      const held = g.snap(at, { others, neighbours, before, reach, aspect });
                      const free = g.within(at);
                      holds(held.point.every((v) => v >= 0 && v <= 1), 'inside', at, held);
                      // never further than both axes together can take it
                      holds(g.distance(free, held.point, aspect) <= reach * Math.SQRT2 + 1e-9, 'near', at, held);
                      const near = others.filter((o) => g.distance(free, o, aspect) <= reach);
                      holds((held.on === 'point') === (near.length > 0), 'point', at, held);
                      if (held.on === 'edge') {
                        holds(held.point.some((v) => v === 0 || v === 1), 'edge', at, held);
                      }
                      if (held.on === 'angle' && held.guides.length === 1
                        && held.point.every((v, axis) => v !== neighbours[0][axis])) {
                        const [far, corner] = before;
                        const dot = (corner[0] - far[0]) * aspect * (held.point[0] - corner[0]) * aspect
                          + (corner[1] - far[1]) * (held.point[1] - corner[1]);
                        holds(Math.abs(dot) < 1e-9, 'right angle', at, held);
                      }
                      if (held.on === '') {
                        holds(g.distance(free, held.point, aspect) === 0, 'free', at, held);
                      }
                      // what snapped once stays where it is
                      const again = g.snap(held.point, { others, neighbours, before: null, reach: 1e-12, aspect });
                      holds(g.distance(again.point, held.point, aspect) < 1e-9, 'again', at, held, again);
                      const [a, b, c] = [point(), point(), point()];
                      holds(Math.sign(g.side(a, b, c)) === -Math.sign(g.side(b, a, c)), 'side', a, b, c);
                      holds(g.meets(a, b, b, c), 'ends touch', a, b, c);
                      holds(!g.crossesItself([a, b, c]), 'a triangle never crosses itself', a, b, c);
                      const middle = g.centre([a, b, c]);
                      holds(g.area([a, b, c]) < 1e-9 || g.inside([a, b, c], middle), 'inside', a, b, c);
                    }
                    return faults.slice(0, 5);
                  }
                  """);
      assertThat(faults).isEqualTo(List.of());
    }
  }
}
