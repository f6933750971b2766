package io.headcount.edge.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A real server of a box with two cameras, before which people walk; seen in Chromium. */
final class WatchedBox implements AutoCloseable {
  private final LiveView live = new LiveView(System::nanoTime);
  private final AtomicBoolean doorSilent = new AtomicBoolean();
  private final FreshBox owned = new FreshBox();
  private final Chromium chromium;
  private final AnimatedScene door;
  private final AnimatedScene street;

  WatchedBox(Chromium chromium) {
    this.chromium = chromium;
    door = new AnimatedScene(FakeBox.DOOR, live);
    street = new AnimatedScene(FakeBox.STREET, live);
  }

  @Override
  public void close() {
    door.close();
    street.close();
    owned.close();
  }

  /** The first camera gives no picture any more. */
  void silenceDoor() {
    doorSilent.set(true);
  }

  CameraStatus door() {
    return door.status();
  }

  /** On a free port. */
  StatusServer serve(StatusSource source, List<Endpoint> more) {
    return serve(0, source, Instant::now, more);
  }

  StatusServer serve(int port, StatusSource source, InstantSource time, List<Endpoint> more) {
    return StatusServer.start(
        Place.loopback(FreshBox.PLACE.address(), port),
        owned.access(),
        source,
        FakeBox::windows,
        live,
        Stream.concat(
                new LiveRoutes(
                        live.privacy(),
                        id -> true,
                        (_, from) -> FakeBox.heat(from),
                        () -> ZoneOffset.UTC,
                        Instant::now)
                    .endpoints().stream(),
                more.stream())
            .toList(),
        time,
        System::nanoTime);
  }

  BoxStatus status() {
    Instant now = Instant.now();
    CameraStatus first =
        doorSilent.get() ? FakeBox.silent(FakeBox.DOOR, now.minusSeconds(14)) : door.status();
    return FakeBox.box("Shop 12, Main Street", List.of(first, street.status()), List.of(), now);
  }

  /** A window of somebody who is signed in. */
  Window open(Screen screen, StatusServer at) {
    Window window = chromium.open(screen);
    String[] cookie = owned.cookie(at.port()).split("=", 2);
    window
        .context()
        .addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(at.address().toString())));
    window.page().navigate(at.address().toString());
    return window;
  }

  static void assertSound(Window window) {
    assertThat(window.complaints()).isEmpty();
    assertThat(window.elsewhere()).isEmpty();
    assertThat(window.barriers()).isEmpty();
    assertThat(window.tooWide()).isFalse();
  }
}
