package io.headcount.web.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody who sees a page for the first time: does what a person would do, one thing at a time,
 * with a mouse and a keyboard, and counts what it takes. Confined to the browser's thread.
 *
 * <p>Times are those of the keystroke-level model (Card, Moran and Newell, "The keystroke-level
 * model for user performance time with interactive systems", 1980), with all text that is new on
 * the screen read before each step, and what the page itself took as measured.
 */
public final class Newcomer {
  private static final Path FOLDER = Path.of("target", "screenshots");

  /**
   * The text in sight that a person would read who looks for what to do next: of a table the head
   * and the first row, of a choice what is chosen, of a list of facts and the foot of the page
   * nothing; while a dialog is open nothing else.
   */
  private static final String IN_SIGHT =
      """
      () => {
        const open = [...document.querySelectorAll('dialog[open]')].at(-1);
        const texts = document.createTreeWalker(open ?? document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) {
          const text = texts.currentNode;
          const holder = text.parentElement;
          if (!text.data.trim() || holder.closest('script, style, noscript, footer, dl, tbody tr:nth-child(n+2)')
            || (holder.closest('option') && !holder.closest('option').selected)
            || !(holder.closest('select') ?? holder).checkVisibility({ visibilityProperty: true })) {
            continue;
          }
          const range = document.createRange();
          range.selectNode(text);
          const place = (holder.closest('select') ?? range).getBoundingClientRect();
          if (place.width > 2 && place.height > 2 && place.bottom > 0 && place.right > 0
            && place.top < window.innerHeight && place.left < window.innerWidth) {
            found.push(text.data.trim());
          }
        }
        return found;
      }
      """;

  private final Page page;
  private final String name;
  private final Set<String> read = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private int mental;
  private int points;
  private int keys;
  private int homings;
  private int words;
  private double waited;
  private boolean atKeyboard;

  /**
   * What one step took.
   *
   * @param what is done in it
   * @param mental acts of thinking what to do next
   * @param points movements of the mouse to a target
   * @param keys of the keyboard and of the mouse that were pressed
   * @param homings movements of the hand between the two
   * @param words read for the first time
   * @param waited seconds for the page
   */
  public record Step(
      String what, int mental, int points, int keys, int homings, int words, double waited) {
    /** What it takes somebody whose key takes so many seconds. */
    public double seconds(double key) {
      return 1.35 * mental
          + 1.1 * points
          + key * keys
          + 0.4 * homings
          + 60.0 / 200 * words
          + waited;
    }

    private Step plus(Step other) {
      return new Step(
          what,
          mental + other.mental,
          points + other.points,
          keys + other.keys,
          homings + other.homings,
          words + other.words,
          waited + other.waited);
    }
  }

  /** The typist of the model who has to look for random letters. */
  public static final double UNPRACTISED = 0.5;

  /** The slowest typist of the model, who does not know the keyboard. */
  public static final double WORST = 1.2;

  /**
   * Looks at a window whose page is open.
   *
   * @param name of the walk; its pictures are {@code target/screenshots/NAME-N.jpg}
   */
  public Newcomer(Window window, String name) {
    this.page = window.page();
    this.name = name;
  }

  /** Ends a step with a picture of what is to be seen at its end. */
  public void did(String what) {
    reads();
    steps.add(new Step(what, mental, points, keys, homings, words, waited));
    mental = 0;
    points = 0;
    keys = 0;
    homings = 0;
    words = 0;
    waited = 0;
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(FOLDER.resolve("%s-%d.jpg".formatted(name, steps.size())))
            .setType(ScreenshotType.JPEG)
            .setQuality(70));
  }

  /** Reads what is new, thinks, points and clicks. */
  public void clicks(Locator target) {
    reads();
    bringsIntoSight(target);
    decides();
    presses();
    target.click();
  }

  /**
   * The same at a place of something.
   *
   * @param x share of its width
   * @param y share of its height
   */
  public void clicksIn(Locator target, double x, double y) {
    reads();
    bringsIntoSight(target);
    decides();
    presses();
    BoundingBox box = target.boundingBox();
    page.mouse().click(box.x + x * box.width, box.y + y * box.height);
  }

  /** Reads what is new, clicks into a field, and puts a text in the place of what it holds. */
  public void replaces(Locator field, String text) {
    reads();
    bringsIntoSight(field);
    decides();
    presses();
    presses();
    presses();
    field.click(new Locator.ClickOptions().setClickCount(3));
    types(text);
  }

  /** Types into the field that has the focus. */
  public void types(String text) {
    reads();
    if (!atKeyboard) {
      homings++;
      atKeyboard = true;
    }
    mental++;
    // capitals and signs take two
    keys += text.length() + (int) text.chars().filter(Newcomer::isShifted).count();
    page.keyboard().type(text);
  }

  /** Goes to the next field. */
  public void tabs() {
    keys++;
    page.keyboard().press("Tab");
  }

  /** Waits until something is to be seen. */
  public void waitsFor(Locator sign) {
    waitsFor(sign::waitFor);
  }

  /** Waits until something is so; what it takes is the page's time. */
  public void waitsFor(Runnable condition) {
    long begun = System.nanoTime();
    condition.run();
    waited += (System.nanoTime() - begun) / 1e9;
  }

  /** Scrolls to something, if it is not in sight, and reads what is new. */
  public void looksAt(Locator what) {
    reads();
    bringsIntoSight(what);
    reads();
  }

  private void bringsIntoSight(Locator target) {
    target.waitFor();
    BoundingBox box = target.boundingBox();
    if (box.y < 0 || box.y + box.height > page.viewportSize().height) {
      mental++;
      keys++; // the wheel
      target.scrollIntoViewIfNeeded();
      reads();
    }
  }

  private void decides() {
    if (atKeyboard) {
      homings++;
      atKeyboard = false;
    }
    mental++;
    points++;
  }

  private void presses() {
    keys++;
  }

  private void reads() {
    for (Object one : (List<?>) page.evaluate(IN_SIGHT)) {
      // a number that goes on is not read again
      String text = String.valueOf(one).replaceAll("\\d+", "0");
      if (read.add(text)) {
        words += text.split("\\s+", -1).length;
      }
    }
  }

  private static boolean isShifted(int letter) {
    return Character.isUpperCase(letter) || "~!@#$%^&*()_+{}|:\"<>?".indexOf(letter) >= 0;
  }

  /** All of it in one. */
  public Step whole() {
    return from(1);
  }

  /** All from a step on in one; the first is 1. */
  public Step from(int number) {
    return steps.stream()
        .skip(number - 1L)
        .reduce(new Step("together", 0, 0, 0, 0, 0, 0), Step::plus);
  }

  /** Keeps the steps as a table, {@code target/screenshots/NAME.md}, and gives it. */
  public String table() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | | step | M | P | K | H | words | waited, s | K = 0.5 s | K = 1.2 s |
            |---|---|---|---|---|---|---|---|---|---|
            """);
    for (int i = 0; i < steps.size(); i++) {
      table.append(row(String.valueOf(i + 1), steps.get(i)));
    }
    table.append(row("", whole()));
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".md"), table);
    return table.toString();
  }

  private static String row(String number, Step step) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %d | %.1f | %.0f | %.0f |%n",
        number,
        step.what,
        step.mental,
        step.points,
        step.keys,
        step.homings,
        step.words,
        step.waited,
        step.seconds(UNPRACTISED),
        step.seconds(WORST));
  }
}
