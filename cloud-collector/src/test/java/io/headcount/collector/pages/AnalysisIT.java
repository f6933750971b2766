package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Newcomer;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The analyst's page in Chromium. */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class AnalysisIT {
  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  /** Which of my stores had the longest queue yesterday: the page, the question, the answer. */
  @Test
  void theLongestQueueIsTwoClicksAway() {
    try (Window window = visitors.open(Screen.DESKTOP, Role.ANALYST)) {
      Page page = window.page();
      visitors.go(window, "/");
      page.locator("#nav").getByText("Analysis").click();
      page.getByText("Longest queue yesterday").click();
      // what was asked before stays until the answer is here
      assertThat(page.getByLabel("In order").locator("thead").getByText("Longest queue"))
          .isVisible();
      Locator first = page.getByLabel("In order").locator("tbody tr").first();
      List<Integer> longest =
          page
              .getByLabel("In order")
              .locator("table tbody td:nth-child(2)")
              .allTextContents()
              .stream()
              .map(Integer::parseInt)
              .toList();
      assertThat(longest).hasSize(SharedChain.STORES + 1);
      assertThat(longest).isSortedAccordingTo((one, other) -> Integer.compare(other, one));
      assertThat(page.url()).contains("from=2026-11-17").contains("measure=queueLongest");

      String shown = first.textContent();
      String address = page.url();
      page.navigate("about:blank");
      page.navigate(address);
      assertThat(page.getByLabel("In order").locator("tbody tr").first()).hasText(shown);
      assertThat(window.complaints()).isEmpty();
    }
  }

  /**
   * The same by somebody who has never seen a page of it, from the form on: the walk of {@code
   * docs/newcomer.md}.
   */
  @Test
  void aNewcomerFindsTheLongestQueueWithinAMinute() throws IOException {
    String login =
        visitors.chain().login(Role.STORE_MANAGER, "hamburg-01", "bremen-01", "munich-01");
    try (Window window =
        visitors.chromium().open(new Chromium.Screen(1180, 820, 1, ColorScheme.LIGHT))) {
      Page page = window.page();
      Visitors.stopClock(page);
      page.navigate(visitors.chain().address().toString());
      assertThat(page.getByLabel("Name or mail address")).isFocused();
      Newcomer newcomer = new Newcomer(window, "newcomer-collector");
      newcomer.types(login);
      newcomer.tabs();
      newcomer.types(Chain.PASSWORD);
      newcomer.did("name and password");
      newcomer.clicks(
          page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true)));
      newcomer.waitsFor(page.getByText("hamburg-01").first());
      newcomer.did("sign in");
      newcomer.clicks(
          page.getByRole(
              AriaRole.LINK, new Page.GetByRoleOptions().setName("Analysis").setExact(true)));
      newcomer.waitsFor(page.getByText("Longest queue yesterday"));
      newcomer.waitsFor(() -> Visitors.waitForCharts(page));
      newcomer.did("look for a question");
      newcomer.clicks(page.getByText("Longest queue yesterday"));
      newcomer.waitsFor(page.getByLabel("In order").locator("thead").getByText("Longest queue"));
      Locator answer = page.getByLabel("In order").locator("tbody tr").first();
      newcomer.looksAt(answer);
      newcomer.did("read the answer");

      List<Integer> longest =
          page.getByLabel("In order").locator("tbody td:nth-child(2)").allTextContents().stream()
              .map(Integer::parseInt)
              .toList();
      assertThat(longest)
          .hasSize(3)
          .isSortedAccordingTo((one, other) -> Integer.compare(other, one));
      // who is not signed in yet is told so
      assertThat(window.complaints()).allMatch(complaint -> complaint.contains("401"));
      System.out.println(newcomer.table());
      // from the button on: how long name and password take is up to them
      assertThat(newcomer.from(2).seconds(Newcomer.UNPRACTISED)).isLessThan(60);
    }
  }

  @Test
  void csvIsWhatTheTableShowsAndOnlyForThoseWhoMayExport() throws IOException {
    String view =
        "/analysis?measure=in&by=store&grain=day&from=2026-11-17&to=2026-11-17&store=leeds-01";
    try (Window window = visitors.open(Screen.DESKTOP, Role.ANALYST)) {
      visitors.go(window, view);
      String shown = window.page().getByLabel("In order").locator("tbody td").first().textContent();
      Path file =
          window
              .page()
              .waitForDownload(
                  () ->
                      window
                          .page()
                          .getByText("CSV", new Page.GetByTextOptions().setExact(true))
                          .click())
              .path();
      assertThat(Files.readString(file))
          .contains("leeds-01,,,,2026-11-17T00:00:00Z")
          .contains("," + shown.replace(",", "") + ",");
    }
    try (Window window = visitors.open(Screen.DESKTOP, Role.VIEWER)) {
      visitors.go(window, view);
      assertThat(window.page().getByText("CSV", new Page.GetByTextOptions().setExact(true)))
          .hasCount(0);
    }
  }
}
