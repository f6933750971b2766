package io.headcount.collector.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;

/** How the tests of the dashboard name what they look for. */
final class Locators {
  private Locators() {}

  static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  static Page.GetByRoleOptions starting(String name) {
    return new Page.GetByRoleOptions().setName(Pattern.compile("^" + name));
  }

  static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
