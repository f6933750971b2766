package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of one store in Chromium. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class StoreIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  /** 14:42 in London: up to 14:00 today's entries meet those of a week ago. */
  @Test
  void aStoreIsComparedUpToTheSameHour() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, "/stores/london-01");
      assertThat(window.page().locator(".head p")).containsText("Europe/London");
      assertThat(window.page().locator(".head p")).containsText("2:42");
      assertThat(window.page().locator(".tile").nth(1)).containsText("both to 2");
      Locator chart = window.page().getByLabel("In and out").locator("figure");
      chart.locator("summary").click();
      assertThat(chart.locator("tbody tr")).hasCount(12); // the shop's hours, not the night's
      assertThat(chart.locator("thead th")).hasCount(4);
      window.page().getByLabel("7 days").check();
      assertThat(chart.locator("tbody tr")).hasCount(7);
      assertThat(window.page()).hasURL(Pattern.compile("period=week"));
      assertThat(window.page().locator(".week tbody tr")).hasCount(7);
      // a viewer sees numbers, no boxes
      assertThat(window.page().getByLabel("Boxes")).hasCount(0);
      assertThat(window.page().locator("#nav").getByText("Fleet")).hasCount(0);
    }
  }

  @Test
  void whatWasNotObservedIsSaid() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, "/stores/leipzig-01");
      assertThat(window.page().locator(".note").first()).containsText("of today was observed");
      assertThat(window.page().getByText("were not observed in full")).isVisible();
      assertThat(window.page().locator(".covered[data-tone=wait]")).hasCount(1);
    }
  }

  /** Two periods of which the chain knows other days: only those that both know are compared. */
  @Test
  void periodsAreComparedOverTheDaysThatBothKnow() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      Page page = window.page();
      visitors.go(window, "/stores/hamburg-01?from=2026-10-14&to=2026-10-20&against=2026-10-11");
      Locator in = page.locator(".tile").nth(1);
      // of these seven days the history knows the last four of the earlier period only
      assertThat(in).containsText("on the 4 days of 7 that both know");
      window.shoot("dashboard-store-both-know");
      double now = cameIn(window, "2026-10-17", "2026-10-20");
      double then = cameIn(window, "2026-10-14", "2026-10-17");
      assertThat(in).containsText("%+d%%".formatted(Math.round((now / then - 1) * 100)));
    }
  }

  /** Seven days of tills that rang up 120 and the day of the month, for 3400.50 and 20 times it. */
  @Test
  void conversionIsToldWhereSalesAreKnown() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, "/stores/hamburg-01?from=2026-11-11&to=2026-11-17");
      double entries = cameIn(window, "2026-11-11", "2026-11-17");
      assertThat(window.page().getByLabel("Sales").locator("dd"))
          .hasText(
              new String[] {
                "%.1f%%".formatted(938 / entries * 100),
                "938",
                "25,763.50",
                "%.2f".formatted(25763.5 / entries)
              });
      assertThat(window.page().getByLabel("Sales").locator("p"))
          .containsText("Of %,d who came in".formatted((int) entries));
      window.shoot("dashboard-store-sales");
      visitors.go(window, "/stores/pune-01?from=2026-11-11&to=2026-11-17");
      assertThat(window.page().getByLabel("Sales")).containsText("No sales are known");
    }
  }

  @Test
  void sharesOfTheZonesAddUpToAll() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, "/stores/hamburg-01?from=2026-11-11&to=2026-11-17");
      Locator zones =
          window.page().getByLabel("Zones", new Page.GetByLabelOptions().setExact(true));
      Locator shares = zones.first().locator("tbody .share");
      assertThat(shares.first()).containsText(Pattern.compile("^\\d+\\.\\d%$"));
      List<String> told = shares.allTextContents();
      double sum =
          told.stream().mapToDouble(text -> Double.parseDouble(text.replace("%", ""))).sum();
      Assertions.assertThat(sum).isCloseTo(100, within(0.05 * told.size()));
    }
  }

  private static double cameIn(Window window, String from, String to) {
    String answer =
        window
            .context()
            .request()
            .get(
                visitors.chain().address()
                    + "/api/v1/counts?store=hamburg-01&grain=day&from="
                    + from
                    + "&to="
                    + to)
            .text();
    return Pattern.compile("\"in\":(\\d+)")
        .matcher(answer)
        .results()
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .sum();
  }

  @Test
  void whatCannotBeHadIsSaidInWords() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER, "leeds-01")) {
      visitors.go(window, "/stores/hamburg-01");
      assertThat(window.page().getByRole(AriaRole.ALERT))
          .containsText("store 'hamburg-01' is not known");
      visitors.go(window, "/analysis?from=2020-01-01&to=2020-01-02");
      assertThat(window.page().getByText("Nothing was observed")).hasCount(2);
      visitors.go(window, "/stores/leeds-01?from=2020-01-01&to=2020-01-02");
      assertThat(window.page().getByText("Nothing was counted").first()).isVisible();
      assertThat(window.page().getByText("No queues")).isVisible();
      window.shoot("dashboard-empty-desktop");
    }
  }
}
