package io.headcount.collector.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.Users;
import io.headcount.collector.query.Scope;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages about people in Chromium. See web-browser's setup.sh. */
@Timeout(180)
@ExtendWith(SharedChromium.class)
class PeoplePagesIT {
  private static final String HOSTILE = "<img src=x onerror=document.title='owned'>";
  private static Chromium chromium;

  @TempDir private Path folder;
  private RunningApi api;

  @BeforeAll
  static void share(Chromium ofAll) {
    chromium = ofAll;
  }

  @BeforeEach
  void start() {
    api = new RunningApi(folder);
    Browser.user(api, "anna@chain.example", Role.ADMIN);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String at(String path) {
    return api.server.address() + path;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void signIn(Window window, String login) {
    Page page = window.page();
    page.navigate(at("/sign-in?to=%2Faccount"));
    page.getByLabel("Name or mail address").fill(login);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(Browser.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(at("/account"));
    window.complaints().clear(); // of being asked to sign in
  }

  /** Nothing in the console, nothing from elsewhere, no wall for anybody, not too wide. */
  private static void isFine(Window window) {
    assertThat(window.barriers()).isEmpty();
    assertThat(window.tooWide()).isFalse();
    assertThat(window.elsewhere()).isEmpty();
  }

  @Test
  void signingInComesBackToWhereOneWasGoing() {
    try (Window window = chromium.open(Chromium.Screen.DESKTOP)) {
      Page page = window.page();
      page.navigate(at("/users"));
      page.waitForURL(at("/sign-in?to=%2Fusers"));
      assertThat(page.getByRole(AriaRole.HEADING)).hasText("Sign in");
      assertThat(page.getByLabel("Name or mail address")).isFocused();
      window.shoot("collector-sign-in");
      isFine(window);
      page.keyboard().type("anna@chain.example");
      page.keyboard().press("Tab");
      page.keyboard().type("not the password");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.ALERT)).hasText("The name or the password is wrong.");
      window.shoot("collector-sign-in-wrong");
      isFine(window);
      page.keyboard().type(Browser.PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL(at("/users"));
      assertThat(page.getByRole(AriaRole.HEADING, heading("Users"))).isVisible();
      button(page, "Sign out").click();
      page.waitForURL(at("/sign-in"));
      page.navigate(at("/account"));
      page.waitForURL(at("/sign-in?to=%2Faccount"));
    }
  }

  private static Page.GetByRoleOptions heading(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void theWayBackLeadsNowhereElse() {
    try (Window window = chromium.open(Chromium.Screen.DESKTOP)) {
      Page page = window.page();
      signIn(window, "anna@chain.example");
      for (String to :
          List.of(
              "https%3A%2F%2Fevil.example%2F",
              "%2F%2Fevil.example%2F",
              "%2F%5Cevil.example",
              "javascript%3Aalert(1)",
              "%09%2F%2Fevil.example",
              "%5C%5Cevil.example")) {
        page.navigate(at("/sign-in?to=" + to));
        page.waitForURL(at("/"));
      }
      assertThat(window.elsewhere()).isEmpty();
    }
  }

  @Test
  void aPersonIsInvitedByLinkAndChoosesAPassword() {
    try (Window admin = chromium.open(Chromium.Screen.DESKTOP);
        Window guest = chromium.open(Chromium.Screen.PHONE)) {
      Page page = admin.page();
      signIn(admin, "anna@chain.example");
      page.navigate(at("/users"));
      button(page, "Invite somebody").click();
      page.getByLabel("Name or mail address").fill("Eva@chain.example");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Eva Ortega");
      page.getByLabel("Role").selectOption("store_manager");
      page.getByLabel("Only these", new Page.GetByLabelOptions().setExact(true)).first().check();
      page.getByLabel("berlin").check();
      admin.shoot("collector-users-invite");
      isFine(admin);
      button(page, "Make the link").click();
      String link = page.getByLabel("Link").inputValue();
      assertThat(link).startsWith(at("/invitation#"));
      admin.shoot("collector-users-link");
      isFine(admin);

      Page other = guest.page();
      other.navigate(link);
      assertThat(other.getByText("You have been invited, Eva Ortega")).isVisible();
      guest.shoot("collector-invitation-phone");
      isFine(guest);
      other.getByLabel("New password").fill("short");
      other.getByLabel("The same again").fill("short");
      other.keyboard().press("Enter");
      assertThat(other.getByRole(AriaRole.ALERT)).containsText("at least 12 characters");
      other.getByLabel("New password").fill(Browser.PASSWORD);
      other.getByLabel("The same again").fill(Browser.PASSWORD);
      other.keyboard().press("Enter");
      other.waitForURL(at("/"));
      other.navigate(at("/account"));
      assertThat(other.getByText("Store manager")).isVisible();
      assertThat(other.locator("dd").getByText("berlin", exactly())).isVisible();
      other.navigate("about:blank");
      other.navigate(link);
      assertThat(other.getByRole(AriaRole.ALERT)).containsText("was used already");
      guest.shoot("collector-invitation-used-phone");
      isFine(guest);
    }
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void usersAreChangedShutOutAndDeleted() {
    Browser.user(api, "max@chain.example", Role.ANALYST);
    Browser max = Browser.of(api, "max@chain.example");
    try (Window window = chromium.open(Chromium.Screen.DESKTOP)) {
      Page page = window.page();
      page.onDialog(Dialog::accept);
      signIn(window, "anna@chain.example");
      page.navigate(at("/users"));
      button(page, "Change Somebody max@chain.example").click();
      page.getByLabel("Role").selectOption("viewer");
      page.getByLabel("Only from these networks").fill("10.0.0.1/8");
      button(page, "Save").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("is no network");
      page.getByLabel("Only from these networks").fill("127.0.0.0/8");
      window.shoot("collector-users-edit");
      isFine(window);
      button(page, "Save").click();
      assertThat(page.locator("#told")).hasText("Somebody max@chain.example is changed.");
      assertThat(max.get("/api/v1/devices").statusCode()).isEqualTo(403);
      button(page, "Change Somebody max@chain.example").click();
      button(page, "Disable").click();
      assertThat(page.locator("tr", having("max@chain.example"))).containsText("disabled");
      assertThat(max.get("/api/v1/session").statusCode()).isEqualTo(401);
      button(page, "Change Somebody max@chain.example").click();
      button(page, "Delete").click();
      assertThat(page.locator("tr", having("max@chain.example"))).hasCount(0);
      page.navigate(at("/audit"));
      assertThat(page.locator("tbody tr").first()).containsText("deleted");
      page.getByLabel("What").selectOption("user_changed");
      button(page, "Show").click();
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr")).containsText("role=viewer");
      assertThat(page).hasURL(at("/audit?deed=user_changed"));
      page.goBack();
      assertThat(page.locator("tbody tr").first()).containsText("deleted");
    }
  }

  @Test
  void whatTwoAdminsChangeOfOneUserHoldsOfBoth() {
    Browser.user(api, "max@chain.example", Role.ANALYST);
    try (Window window = chromium.open(Chromium.Screen.DESKTOP)) {
      Page page = window.page();
      signIn(window, "anna@chain.example");
      page.navigate(at("/users"));
      button(page, "Change Somebody max@chain.example").click();
      page.getByLabel("Role").selectOption("viewer");
      // another one, meanwhile
      api.people
          .users()
          .change(
              Actor.commandLine("acme"),
              "acme",
              "max@chain.example",
              old -> new Profile(old.login(), "Max", old.role(), old.scope(), old.networks()));
      button(page, "Save").click();
      assertThat(page.locator("tr", having("max@chain.example"))).containsText("Max");
      assertThat(api.people.users().require("acme", "max@chain.example").profile().role())
          .isEqualTo(Role.VIEWER);
    }
  }

  private static Page.LocatorOptions having(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void namesAreNeverTakenForMarkup() {
    api.filling.store(api.box.store().tenant(), HOSTILE, "Europe/Berlin", false);
    Users.Invitation invitation =
        api.people
            .users()
            .invite(
                Actor.commandLine("acme"),
                new Profile("eve", HOSTILE, Role.ANALYST, Scope.ofTenant("acme"), List.of()));
    try (Window window = chromium.open(Chromium.Screen.DESKTOP)) {
      Page page = window.page();
      page.setExtraHTTPHeaders(Map.of("User-Agent", HOSTILE));
      page.navigate(at("/invitation#" + invitation.token().reveal()));
      assertThat(page.getByText(HOSTILE)).isVisible();
      page.getByLabel("New password").fill(Browser.PASSWORD);
      page.getByLabel("The same again").fill(Browser.PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL(at("/"));
      page.navigate(at("/account"));
      assertThat(page.locator("dd").getByText(HOSTILE)).isVisible();
      assertThat(page.locator(".rows").getByText(HOSTILE)).isVisible();
      button(page, "Sign out").click();
      page.waitForURL(at("/sign-in"));
      signIn(window, "anna@chain.example");
      page.navigate(at("/users"));
      button(page, "Change " + HOSTILE).click();
      page.getByLabel("Only these").first().check();
      assertThat(page.getByLabel(HOSTILE).first()).isVisible();
      page.navigate(at("/audit"));
      assertThat(page.locator("tbody").getByText(HOSTILE).first()).isVisible();
      assertThat(page).hasTitle(Pattern.compile(".*Headcount"));
      assertThat(page.locator("img[src=x]")).hasCount(0);
      assertThat(window.complaints()).isEmpty();
    }
  }

  @Test
  void aPasswordIsChangedAndOtherSessionsEnd() {
    Browser elsewhere = Browser.of(api, "anna@chain.example");
    try (Window window = chromium.open(Chromium.Screen.PHONE)) {
      Page page = window.page();
      signIn(window, "anna@chain.example");
      assertThat(page.locator(".rows li")).hasCount(3 - 1);
      page.getByLabel("Present password").fill("wrong one");
      page.getByLabel("New password").fill("seven quiet maps fold");
      page.getByLabel("The same again").fill("seven quiet maps fold");
      button(page, "Change password").click();
      assertThat(page.getByRole(AriaRole.ALERT)).hasText("The present password is wrong.");
      window.shoot("collector-account-phone");
      isFine(window);
      page.getByLabel("Present password").fill(Browser.PASSWORD);
      page.getByLabel("Show password").check();
      assertThat(page.getByLabel("New password")).hasAttribute("type", "text");
      button(page, "Change password").click();
      assertThat(page.locator("#told")).containsText("The password is changed.");
      assertThat(page.getByLabel("New password")).hasAttribute("type", "password");
      assertThat(page.locator(".rows li")).hasCount(1);
      assertThat(elsewhere.get("/api/v1/session").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theListsAreReadableOnEveryScreen() {
    List<Role> roles = List.of(Role.VIEWER, Role.STORE_MANAGER, Role.ANALYST, Role.TECHNICIAN);
    for (int i = 0; i < 12; i++) {
      Browser.user(
          api,
          "person%d@chain.example".formatted(i),
          roles.get(i % roles.size()),
          i % 2 == 0 ? new String[0] : new String[] {"berlin", "hamburg"});
    }
    api.people
        .users()
        .invite(
            Actor.commandLine("acme"),
            new Profile(
                "new@chain.example",
                "Somebody New",
                Role.VIEWER,
                Scope.ofStores("acme", Set.of("berlin")),
                List.of()));
    api.people
        .users()
        .setDisabled(Actor.commandLine("acme"), "acme", "person3@chain.example", true);
    Map<String, Chromium.Screen> screens =
        Map.of(
            "", Chromium.Screen.DESKTOP,
            "-dark", Chromium.Screen.DARK,
            "-phone", Chromium.Screen.PHONE);
    screens.forEach(
        (name, screen) -> {
          try (Window window = chromium.open(screen)) {
            Page page = window.page();
            signIn(window, "anna@chain.example");
            window.shoot("collector-account" + name);
            isFine(window);
            for (String path : List.of("users", "audit")) {
              page.navigate(at("/" + path));
              assertThat(page.locator("tbody tr").first()).isVisible();
              window.shoot("collector-" + path + name);
              isFine(window);
            }
            page.navigate(at("/users"));
            page.getByLabel("Search").fill("new@");
            assertThat(page.locator("tbody tr")).hasCount(1);
            button(page, "Change Somebody New").click();
            window.shoot("collector-users-edit" + name);
            isFine(window);
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
            assertThat(window.complaints()).isEmpty();
          }
        });
  }
}
