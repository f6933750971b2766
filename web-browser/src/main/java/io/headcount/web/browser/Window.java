package io.headcount.web.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotScale;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A browser's window with one page, and what the page should not have done. Confined to the
 * browser's thread.
 */
public final class Window implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();

  Window(BrowserContext context) {
    this.context = context;
    this.page = context.pages().getFirst();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          URI to = URI.create(request.url());
          if (!"127.0.0.1".equals(to.getHost()) && !"data".equals(to.getScheme())) {
            elsewhere.add(request.url());
          }
        });
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  /** Errors and warnings of the page's console so far. */
  public List<String> complaints() {
    return complaints;
  }

  /** What was asked of other hosts than this machine so far. */
  public List<String> elsewhere() {
    return elsewhere;
  }

  /** Keeps the whole page as {@code target/screenshots/NAME.png}, a dot for each CSS pixel. */
  public void shoot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setScale(ScreenshotScale.CSS)
            .setFullPage(true));
  }

  /** What keeps people out who cannot see or use a mouse: the grave faults, each with its place. */
  public List<String> barriers() {
    AxeRunOptions faults = new AxeRunOptions();
    faults.setResultTypes(List.of("violations"));
    return new AxeBuilder(page)
            .options(faults)
            .setLegacyMode(true) // without a second page for frames, of which there are none
            .analyze()
            .getViolations()
            .stream()
            .filter(rule -> GRAVE.contains(String.valueOf(rule.getImpact())))
            .flatMap(
                rule ->
                    rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + rule.getHelp() + ": " + node.getHtml()))
            .toList();
  }

  /** Whether the page is wider than the window, so that one has to scroll sideways. */
  public boolean tooWide() {
    return (Boolean)
        page.evaluate("() => document.scrollingElement.scrollWidth > window.innerWidth");
  }

  @Override
  public void close() {
    context.close();
  }
}
