package io.headcount.edge.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.headcount.edge.access.BoxAccess;
import io.headcount.web.access.Network;
import io.headcount.web.access.OwnCertificate;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.Window;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A technician comes to a new box, with TLS, in Chromium. */
@Timeout(180)
class AccessPageIT {
  private static final String PASSWORD = "four words for me";
  private static Chromium chromium;

  private final FreshBox box = new FreshBox();
  private StatusServer server;
  @TempDir private Path folder;
  @TempDir private Path phone;
  @TempDir private Path desktop;

  @BeforeAll
  static void browser() {
    chromium = new Chromium();
  }

  @AfterAll
  static void closeBrowser() {
    chromium.close();
  }

  @BeforeEach
  void start() {
    OwnCertificate own = new OwnCertificate(folder, "Shop 12", Instant::now);
    PageIdentity identity = new PageIdentity(() -> own.forNames(Set.of("127.0.0.1")));
    server =
        StatusServer.start(
            new Place(InetAddress.ofLiteral("127.0.0.1"), 0, Set.of(), Optional.of(identity)),
            box.access(),
            () -> FakeBox.box(List.of()),
            FakeBox::windows,
            new LiveView(System::nanoTime),
            List.of(),
            () -> FakeBox.NOW,
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    server.close();
    box.close();
  }

  @Test
  void aNewBoxIsClaimedFromAPhoneAndLeft() {
    String code = box.access().drawClaimCode().orElseThrow().text();
    try (Window window = chromium.open(phone, Screen.PHONE)) {
      Page page = window.page();
      page.navigate(server.address().toString());
      assertThat(page).hasURL(server.address().resolve("/set-up").toString());
      assertThat(page.locator("#code")).isFocused();
      assertSound(window, "set-up-phone");

      page.keyboard().type(code.toLowerCase(Locale.ROOT).replace("-", ""));
      page.keyboard().press("Tab");
      page.keyboard().type("short");
      page.keyboard().press("Enter");
      assertThat(page.locator("#fault")).containsText("at least 12 characters (these are 5)");
      assertSound(window, "set-up-fault-phone");
      page.getByLabel("New password").fill(PASSWORD);
      page.locator("#show").click();
      assertThat(page.locator("#password")).hasAttribute("type", "text");
      page.locator("#go").click();
      assertThat(page).hasURL(server.address() + "/");
      assertThat(page.locator("#box-facts")).containsText(server.fingerprint().orElseThrow());
      assertSound(window, "claimed-phone");

      page.locator("#leave").click();
      assertThat(page).hasURL(server.address().resolve("/sign-in").toString());
      assertThat(page.locator("#password")).isFocused();
      page.goBack();
      assertThat(page.content()).doesNotContain("Shop 12");
    }
  }

  @Test
  void signingInShowsTheWaitAndGoesWhereOneWantedTo() {
    claim();
    try (Window window = chromium.open(desktop, Screen.DESKTOP)) {
      Page page = window.page();
      page.navigate(server.address().resolve("/?").toString());
      assertThat(page.locator("#certificate")).isVisible();
      assertSound(window, "sign-in");
      for (int i = 0; i < 6; i++) {
        page.locator("#password").fill("wrong password " + i);
        page.keyboard().press("Enter");
        assertThat(page.locator("#fault")).containsText("That is not the password");
        assertThat(page.locator("#go")).isEnabled();
        page.locator("#fault").evaluate("it => it.replaceChildren()");
      }
      for (int i = 0; i < 3; i++) {
        page.locator("#password").fill("another guess " + i);
        page.keyboard().press("Enter");
        assertThat(page.locator("#fault")).containsText(Pattern.compile("password|too often"));
        if (page.locator("#go").textContent().startsWith("Wait")) {
          break;
        }
        page.locator("#fault").evaluate("it => it.replaceChildren()");
      }
      assertThat(page.locator("#go")).hasText(Pattern.compile("Wait \\d s"));
      assertThat(page.locator("#go")).isDisabled();
      window.shoot("sign-in-wait");
      assertThat(window.barriers()).isEmpty();
      assertThat(page.locator("#go")).isEnabled();
      page.locator("#password").fill(PASSWORD);
      page.keyboard().press("Enter");
      assertThat(page).hasURL(server.address() + "/");
    }
  }

  @Test
  void thePasswordIsChangedOnThePage() {
    claim();
    try (Window window = chromium.open(phone, Screen.PHONE);
        Window other = chromium.open(desktop, Screen.DESKTOP)) {
      signIn(other.page(), "/");
      Page page = window.page();
      signIn(page, "/password");
      assertThat(page).hasURL(server.address().resolve("/password").toString());
      assertThat(page.locator("#old")).isFocused();
      page.keyboard().type("not this one");
      page.locator("#password").fill("another five words for it");
      page.keyboard().press("Enter");
      assertThat(page.locator("#fault")).containsText("The old password is not right");
      assertSound(window, "password-fault-phone");
      page.locator("#old").fill(PASSWORD);
      page.locator("#go").click();
      assertThat(page.locator("#changed")).isVisible();
      assertSound(window, "password-changed-phone");
      assertThat(other.page()).hasURL(server.address().resolve("/sign-in").toString());
      page.navigate(server.address().toString());
      assertThat(page.locator("h1")).hasText("Shop 12");
    }
  }

  @Test
  void anAddressThatNothingIsAtLeadsOn() {
    claim();
    try (Window window = chromium.open(phone, Screen.PHONE)) {
      Page page = window.page();
      signIn(page, "/camera");
      assertThat(page.locator("h1")).hasText("Nothing is at this address");
      assertSound(window, "nowhere-phone");
      page.getByText("To the cameras").click();
      assertThat(page).hasURL(server.address() + "/");
    }
  }

  private void signIn(Page page, String to) {
    page.navigate(server.address().resolve(to).toString());
    page.locator("#password").fill(PASSWORD);
    page.keyboard().press("Enter");
  }

  @Test
  void theSignInPageIsDarkWhereThePhoneIsAndEndsWithTheSession() {
    claim();
    try (Window window = chromium.open(desktop, Screen.DARK)) {
      Page page = window.page();
      page.navigate(server.address().toString());
      assertSound(window, "sign-in-dark");
      page.locator("#password").fill(PASSWORD);
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).hasText("Shop 12");
      box.open().unclaim();
      assertThat(page).hasURL(server.address().resolve("/set-up").toString());
      assertSound(window, "set-up-dark");
    }
  }

  @Test
  void aLinkSignsInOnceAndLeavesNoTrace() {
    String link =
        server
            .address()
            .resolve("/sign-in#" + box.access().drawLink(BoxAccess.LINK_LIFE).reveal())
            .toString();
    try (Window window = chromium.open(phone, Screen.PHONE)) {
      Page page = window.page();
      page.navigate(link);
      assertThat(page).hasURL(server.address() + "/");
      assertThat(page.locator("h1")).hasText("Shop 12");
      assertThat((Integer) page.evaluate("() => document.cookie.length")).isZero();
    }
    try (Window window = chromium.open(desktop, Screen.DESKTOP)) {
      Page page = window.page();
      page.navigate(link);
      assertThat(page.locator("#fault")).containsText("used already");
      assertThat(page).hasURL(server.address().resolve("/sign-in").toString());
      window.shoot("link-used");
    }
  }

  private void claim() {
    BoxAccess.Answer answer =
        box.access()
            .claim(
                box.access().drawClaimCode().orElseThrow().text(), PASSWORD, new Network("test"));
    assertThat(answer).isInstanceOf(BoxAccess.Answer.Welcome.class);
  }

  private static void assertSound(Window window, String name) {
    window.shoot(name);
    assertThat(window.barriers()).isEmpty();
    assertThat(window.tooWide()).isFalse();
    assertThat(window.elsewhere()).isEmpty();
    assertThat(window.complaints()).filteredOn(it -> !it.contains("status of 4")).isEmpty();
  }
}
