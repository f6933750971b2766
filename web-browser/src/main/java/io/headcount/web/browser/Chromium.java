package io.headcount.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The browser of this machine, see {@code src/test/browser/setup.sh}; another one is named with
 * {@code -Dheadcount.chromium=PATH}. Confined to one thread.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** A machine that builds may be slow; what is to come is waited for, and no longer. */
  private static final double PATIENCE_MILLIS = 30_000;

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private Optional<Browser> browser = Optional.empty();

  /** What a person looks at. */
  public record Screen(int width, int height, double density, ColorScheme scheme) {
    public static final Screen DESKTOP = new Screen(1360, 900, 1, ColorScheme.LIGHT);
    public static final Screen DARK = new Screen(1360, 900, 1, ColorScheme.DARK);
    public static final Screen PHONE = new Screen(390, 844, 3, ColorScheme.LIGHT);
  }

  /** Starts Playwright; a browser starts with the first window. */
  public Chromium() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  /** A window with cookies and caches of its own, in the one browser that all of them share. */
  public Window open(Screen screen) {
    Browser running = browser.orElseGet(this::launch);
    browser = Optional.of(running);
    BrowserContext context =
        running.newContext(
            new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(screen.width(), screen.height())
                .setDeviceScaleFactor(screen.density())
                .setColorScheme(screen.scheme()));
    context.newPage();
    return new Window(context);
  }

  private Browser launch() {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(program())
                .setHeadless(true)
                .setArgs(FLAGS));
  }

  /**
   * A window of a browser of its own, which takes a second or two longer.
   *
   * @param profile an empty folder
   */
  public Window open(Path profile, Screen screen) {
    BrowserContext context =
        playwright
            .chromium()
            .launchPersistentContext(
                profile,
                new BrowserType.LaunchPersistentContextOptions()
                    .setExecutablePath(program())
                    .setHeadless(true)
                    .setArgs(FLAGS)
                    .setIgnoreHTTPSErrors(true)
                    .setViewportSize(screen.width(), screen.height())
                    .setDeviceScaleFactor(screen.density())
                    .setColorScheme(screen.scheme()));
    return new Window(context);
  }

  private static Path program() {
    return Path.of(System.getProperty("headcount.chromium", "/usr/bin/chromium"));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
