package io.headcount.collector.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.headcount.collector.pages.Locators.exactly;
import static io.headcount.collector.pages.Locators.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.headcount.collector.people.Permission;
import io.headcount.collector.people.Role;
import io.headcount.web.browser.Chromium;
import io.headcount.web.browser.Chromium.Screen;
import io.headcount.web.browser.SharedChromium;
import io.headcount.web.browser.Window;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every role on every page in Chromium: what it sees, what it must not see, and that the API says
 * the same. What each role may is a table in {@code PermissionsTest}; here it is walked through.
 */
@Timeout(180)
@ExtendWith({SharedChain.class, SharedChromium.class})
class RolesIT {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/stores",
          "/stores/hamburg-01",
          "/analysis",
          "/fleet",
          "/fleet/hamburg-01/box",
          "/account",
          "/users",
          "/audit");

  private static final int ALL = SharedChain.STORES + 1;
  private static final String DEVICE = "/api/v1/stores/hamburg-01/devices/box";

  private static Visitors visitors;

  @BeforeAll
  static void share(Chain chain, Chromium chromium) {
    visitors = new Visitors(chain, chromium);
  }

  @ParameterizedTest
  @EnumSource
  void whoHasAllStoresSeesOfEachPageWhatTheRoleMay(Role role) {
    try (Window window = visitors.open(Screen.DESKTOP, role)) {
      walk(window, role);
      assertThat(window.complaints()).isEmpty();
      assertThat(window.elsewhere()).isEmpty();
    }
  }

  /** An admin has all of them. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADMIN")
  void whoHasTwoStoresSeesNothingOfTheOthers(Role role) {
    try (Window window = visitors.open(Screen.DESKTOP, role, "hamburg-01", "leeds-01")) {
      Page page = window.page();
      overview(window, role, 2);
      stores(window, role, 2);
      fleet(window, role, 2);
      assertThat(window.complaints()).isEmpty();

      visitors.go(window, "/");
      assertThat(page.getByLabel("Region").locator("option"))
          .hasText(new String[] {"All", "Britain", "North"});
      visitors.go(window, "/analysis");
      page.getByText("All stores", exactly()).first().click();
      assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(2);
      assertStatus(window, 404, "/api/v1/counts?from=2026-11-17&store=bremen-01");
      assertThat(text(window, "/api/v1/stores")).contains("leeds-01").doesNotContain("bremen-01");

      visitors.go(window, "/stores/bremen-01");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("store 'bremen-01' is not known");
      boolean fleet = may(role, Permission.SEE_FLEET);
      if (fleet) {
        visitors.go(window, "/fleet/bremen-01/box");
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("is not known");
        assertThat(text(window, "/api/v1/devices")).doesNotContain("bremen-01");
      }
      assertStatus(window, fleet ? 404 : 403, "/api/v1/stores/bremen-01/devices/box");
      // a browser tells of each answer that is a refusal, and these were asked for
      assertThat(window.complaints()).allMatch(text -> text.contains("404 (Not Found)"));
    }
  }

  @Test
  void aStrangerIsAskedToSignInAtEveryPage() {
    try (Window window = visitors.chromium().open(Screen.DESKTOP)) {
      Page page = window.page();
      for (String path : PAGES) {
        page.navigate(visitors.chain().address() + path);
        page.waitForURL(Pattern.compile("/sign-in"));
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("Sign in");
        assertThat(page.getByRole(AriaRole.TABLE)).hasCount(0);
        assertThat(page.getByRole(AriaRole.NAVIGATION)).hasCount(0);
      }
      assertFine(window);
      for (String path :
          List.of("/api/v1/overview", "/api/v1/stores", DEVICE, "/api/v1/users", "/api/v1/audit")) {
        assertStatus(window, 401, path);
      }
      page.navigate(visitors.chain().address() + "/invitation");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("This link is not complete");
      assertFine(window);
    }
  }

  /** Goes over all pages as they are for this role. */
  private static void walk(Window window, Role role) {
    overview(window, role, ALL);
    stores(window, role, ALL);
    store(window, role);
    analysis(window, role);
    fleet(window, role, ALL);
    device(window, role);
    account(window, role);
    users(window, role);
    audit(window, role);
    Page page = window.page();
    page.navigate(visitors.chain().address() + "/sign-in");
    page.waitForURL(visitors.chain().address() + "/"); // a session is as good
  }

  private static void overview(Window window, Role role, int stores) {
    Page page = window.page();
    visitors.go(window, "/");
    assertThat(page.locator(".stores tbody tr")).hasCount(stores);
    Locator places = page.getByRole(AriaRole.NAVIGATION, named("Pages"));
    assertThat(places.getByRole(AriaRole.LINK))
        .hasText(
            may(role, Permission.SEE_FLEET)
                ? new String[] {"Overview", "Stores", "Analysis", "Fleet"}
                : new String[] {"Overview", "Stores", "Analysis"});
    page.locator(".menu summary").click();
    assertThat(page.getByRole(AriaRole.LINK, named("Your account"))).isVisible();
    assertShown(page.getByRole(AriaRole.LINK, named("Users")), may(role, Permission.MANAGE_USERS));
    assertShown(
        page.getByRole(AriaRole.LINK, named("Audit log")), may(role, Permission.SEE_AUDIT_LOG));
    assertFine(window, role);
    assertStatus(window, 200, "/api/v1/overview");
  }

  private static void stores(Window window, Role role, int stores) {
    Page page = window.page();
    visitors.go(window, "/stores");
    assertThat(page.locator(".places tbody tr")).hasCount(stores);
    boolean writes = may(role, Permission.WRITE_NOTES);
    assertShown(page.getByRole(AriaRole.BUTTON, named("Change leeds-01")), writes);
    if (writes) {
      page.getByRole(AriaRole.BUTTON, named("Change leeds-01")).click();
      assertThat(page.getByLabel("Capacity", labelled())).isVisible();
    }
    assertFine(window, role);
    // nothing of the body is right, and only who may write is told so
    assertThat(send(window, "PUT", "/api/v1/stores/leeds-01/place", "{\"x\": 1}"))
        .isEqualTo(writes ? 400 : 403);
    assertThat(send(window, "PUT", "/api/v1/stores/leeds-01/sales", "{\"x\": 1}"))
        .isEqualTo(writes ? 400 : 403);
  }

  private static void store(Window window, Role role) {
    Page page = window.page();
    visitors.go(window, "/stores/hamburg-01");
    assertThat(page.getByRole(AriaRole.REGION, named("In and out")).locator("canvas").first())
        .isVisible();
    assertShown(page.getByRole(AriaRole.HEADING, named("Boxes")), may(role, Permission.SEE_FLEET));
    assertFine(window, role);
    assertStatus(window, 200, "/api/v1/counts?from=2026-11-17&store=hamburg-01");
  }

  private static void analysis(Window window, Role role) {
    Page page = window.page();
    visitors.go(window, "/analysis?from=2026-11-17&to=2026-11-18");
    assertThat(page.getByRole(AriaRole.HEADING, named("In order"))).isVisible();
    boolean exports = may(role, Permission.EXPORT);
    assertShown(page.getByText("CSV", exactly()), exports);
    assertFine(window, role);
    assertStatus(window, exports ? 200 : 403, "/api/v1/counts?from=2026-11-17&format=csv");
  }

  private static void fleet(Window window, Role role, int stores) {
    Page page = window.page();
    visitors.go(window, "/fleet");
    if (may(role, Permission.SEE_FLEET)) {
      assertThat(page.locator(".devices tbody tr")).hasCount(stores);
    } else {
      assertRefused(page, "Fleet", role);
    }
    assertFine(window, role);
    for (String path : List.of("/api/v1/devices", "/metrics")) {
      assertStatus(window, may(role, Permission.SEE_FLEET) ? 200 : 403, path);
    }
  }

  private static void device(Window window, Role role) {
    Page page = window.page();
    visitors.go(window, "/fleet/hamburg-01/box");
    boolean sees = may(role, Permission.SEE_FLEET);
    boolean controls = may(role, Permission.CONTROL_DEVICES);
    if (sees) {
      assertThat(page.getByRole(AriaRole.HEADING, named("What it says of itself"))).isVisible();
      assertShown(page.getByRole(AriaRole.BUTTON, named("Ping")), controls);
      assertShown(page.getByRole(AriaRole.BUTTON, named("Restart")), controls);
    } else {
      assertRefused(page, "Fleet", role);
    }
    assertFine(window, role);
    for (String path : List.of("", "/config", "/commands", "/events")) {
      assertStatus(window, sees ? 200 : 403, DEVICE + path);
    }
    assertThat(send(window, "POST", DEVICE + "/commands", "{\"kind\": \"dance\"}"))
        .isEqualTo(controls ? 400 : 403);
    assertThat(send(window, "PUT", DEVICE + "/config", "")).isEqualTo(controls ? 400 : 403);
  }

  private static void account(Window window, Role role) {
    Page page = window.page();
    visitors.go(window, "/account");
    assertThat(page.getByText("this browser", exactly())).isVisible();
    assertThat(page.getByRole(AriaRole.DEFINITION).filter(being(name(role)))).hasCount(1);
    Locator places = page.getByRole(AriaRole.NAVIGATION, named("Pages"));
    assertThat(places.getByRole(AriaRole.LINK))
        .hasText(
            role == Role.ADMIN
                ? new String[] {"Dashboard", "Users", "Audit log", "Your account"}
                : new String[] {"Dashboard", "Your account"});
    assertFine(window, role);
    assertStatus(window, 200, "/api/v1/sessions");
  }

  private static void users(Window window, Role role) {
    Page page = window.page();
    visitors.go(window, "/users");
    boolean manages = may(role, Permission.MANAGE_USERS);
    assertShown(page.getByRole(AriaRole.BUTTON, named("Invite somebody")), manages);
    if (manages) {
      assertThat(page.locator("tbody tr").first()).isVisible();
      assertFine(window, role);
      page.getByRole(AriaRole.BUTTON, named("Invite somebody")).click();
      assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    } else {
      assertRefused(page, "Users", role);
    }
    assertFine(window, role);
    assertStatus(window, manages ? 200 : 403, "/api/v1/users");
    assertThat(send(window, "POST", "/api/v1/users", "{\"x\": 1}")).isEqualTo(manages ? 400 : 403);
  }

  private static void audit(Window window, Role role) {
    Page page = window.page();
    visitors.go(window, "/audit");
    boolean sees = may(role, Permission.SEE_AUDIT_LOG);
    assertShown(page.getByRole(AriaRole.BUTTON, named("Show")), sees);
    if (sees) {
      assertThat(page.locator("tbody tr").first()).isVisible();
    } else {
      assertRefused(page, "Audit log", role);
    }
    assertFine(window, role);
    assertStatus(window, sees ? 200 : 403, "/api/v1/audit");
  }

  /** A page of its own that says why, who can help, and the way back; nothing of what it hides. */
  private static void assertRefused(Page page, String title, Role role) {
    assertThat(page.getByRole(AriaRole.HEADING, named(title))).isVisible();
    Locator main = page.getByRole(AriaRole.MAIN);
    assertThat(main).containsText("Your role does not allow this page");
    assertThat(main).containsText("You are signed in as " + name(role));
    assertThat(main.getByRole(AriaRole.LINK)).hasText("To the overview");
    assertThat(main.getByRole(AriaRole.TABLE)).hasCount(0);
    assertThat(main.getByRole(AriaRole.BUTTON)).hasCount(0);
  }

  private static String name(Role role) {
    return switch (role) {
      case VIEWER -> "Viewer";
      case STORE_MANAGER -> "Store manager";
      case ANALYST -> "Analyst";
      case TECHNICIAN -> "Technician";
      case ADMIN -> "Administrator";
    };
  }

  private static void assertShown(Locator locator, boolean shown) {
    assertThat(locator).hasCount(shown ? 1 : 0);
  }

  /** Who sees least and who sees most stand for those between them, since looking takes long. */
  private static void assertFine(Window window, Role role) {
    if (role == Role.VIEWER || role == Role.ADMIN) {
      assertFine(window);
    }
  }

  private static void assertFine(Window window) {
    assertThat(window.barriers()).as(window.page().url()).isEmpty();
    assertThat(window.tooWide()).as(window.page().url()).isFalse();
  }

  private static void assertStatus(Window window, int status, String path) {
    assertThat(ask(window, path).status()).as(path).isEqualTo(status);
  }

  private static String text(Window window, String path) {
    return ask(window, path).text();
  }

  private static APIResponse ask(Window window, String path) {
    return window.context().request().get(visitors.chain().address() + path);
  }

  /** The status of what a page would send. */
  private static int send(Window window, String method, String path, String body) {
    String csrf =
        ask(window, "/api/v1/session").text().replaceFirst(".*\"csrf\":\"([^\"]*)\".*", "$1");
    return window
        .context()
        .request()
        .fetch(
            visitors.chain().address() + path,
            RequestOptions.create()
                .setMethod(method)
                .setHeader("X-Headcount-Csrf", csrf)
                .setHeader("Sec-Fetch-Site", "same-origin")
                .setHeader("Content-Type", "application/json")
                .setData(body))
        .status();
  }

  private static boolean may(Role role, Permission permission) {
    return role.permissions().contains(permission);
  }

  private static Page.GetByLabelOptions labelled() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Locator.FilterOptions being(String text) {
    return new Locator.FilterOptions().setHasText(Pattern.compile("^" + text + "$"));
  }
}
