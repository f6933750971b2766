package io.headcount.web.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

  /** What a person looks at. */
  public record Screen(int width, int height, double density, ColorScheme scheme) {
    public static final Screen DESKTOP = new Screen(1360, 900, 1, ColorScheme.LIGHT);
    public static final Screen DARK = new Screen(1360, 900, 1, ColorScheme.DARK);
    public static final Screen PHONE = new Screen(390, 844, 3, ColorScheme.LIGHT);
  }

  /**
   * A window of its own, without a page.
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
                    .setExecutablePath(
                        Path.of(System.getProperty("headcount.chromium", "/usr/bin/chromium")))
                    .setHeadless(true)
                    .setArgs(FLAGS)
                    .setIgnoreHTTPSErrors(true)
                    .setViewportSize(screen.width(), screen.height())
                    .setDeviceScaleFactor(screen.density())
                    .setColorScheme(screen.scheme()));
    return new Window(context);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
