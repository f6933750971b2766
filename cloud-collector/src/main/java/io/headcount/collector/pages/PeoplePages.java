package io.headcount.collector.pages;

import io.headcount.web.page.PageFiles;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/**
 * The pages for signing in, for one's own account, for users and for the log. Immutable. They are
 * the same for everybody and hold nothing of anybody, so that they may be served to anybody.
 */
public final class PeoplePages implements HttpService {
  private static final String[] MODULES = {
    "account.js",
    "api.js",
    "audit.js",
    "invitation.js",
    "people.css",
    "shell.js",
    "sign-in.js",
    "texts.js",
    "users.js",
    "words.js"
  };

  private final PageFiles files = files();

  private static PageFiles files() {
    PageFiles.Builder files = PageFiles.of(PeoplePages.class);
    for (String page : new String[] {"sign-in", "invitation", "account", "users", "audit"}) {
      files.add("/" + page, "people/" + page + ".html");
    }
    for (String module : MODULES) {
      files.add("/page/people/" + module, "people/" + module);
    }
    return files.build();
  }

  /** Whether one of these files is at this path. */
  public boolean has(String path) {
    return files.paths().contains(path);
  }

  @Override
  public void routing(HttpRules rules) {
    for (String path : files.paths()) {
      rules.get(path, (request, response) -> files.send(path, request, response));
    }
  }
}
