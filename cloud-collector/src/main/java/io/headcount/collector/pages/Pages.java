package io.headcount.collector.pages;

import io.headcount.web.page.PageFiles;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The dashboard's files, and the pages for people beside them. Immutable. They are the same for
 * everybody and hold nothing of any store, so that they may be served to anybody.
 */
public final class Pages implements HttpService {
  private static final String SHELL = "/";

  /** Where the one page is found too; it shows what its address says. */
  private static final List<String> PLACES =
      List.of("/stores", "/stores/{store}", "/analysis", "/fleet", "/fleet/{store}/{device}");

  private static final List<Pattern> PATHS =
      PLACES.stream()
          .map(place -> Pattern.compile(place.replaceAll("\\{[a-z]+\\}", "[^/]+")))
          .toList();

  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  /** Pages of their own, alike but for their scripts. */
  private static final List<String> PEOPLE =
      List.of("sign-in", "invitation", "account", "users", "audit");

  private final PageFiles files = read();

  private static PageFiles read() {
    PageFiles.Builder files =
        PageFiles.of(Pages.class)
            .add(SHELL, "page/index.html")
            .add("/sw.js", "page/sw.js")
            .add("/app.webmanifest", "page/app.webmanifest")
            .add("/page/echarts.js", CHARTS)
            .page(
                "pages.css",
                "app.js",
                "router.js",
                "api.js",
                "live.js",
                "words.js",
                "texts.js",
                "format.js",
                "glance.js",
                "spark.js",
                "parts.js",
                "overview.js",
                "stores.js",
                "store.js",
                "heat.js",
                "ground.js",
                "homography.js",
                "analysis.js",
                "fleet.js",
                "device.js",
                "offline.js",
                "nav-overview.svg",
                "nav-stores.svg",
                "nav-analysis.svg",
                "nav-fleet.svg",
                "icon-180.png",
                "icon-192.png",
                "icon-512.png")
            .add("/page/people/people.css", "people/people.css")
            .add("/page/people/shell.js", "people/shell.js")
            .add("/page/people/words.js", "people/words.js");
    for (String page : PEOPLE) {
      String script = "people/" + page + ".js";
      files.add("/" + page, "people/page.html", script).add("/page/" + script, script);
    }
    return files.versioned();
  }

  /** Whether a page or a part of one is at this path. */
  public boolean has(String path) {
    return files.paths().contains(path)
        || PATHS.stream().anyMatch(place -> place.matcher(path).matches());
  }

  /** For who looks for a page where none is: the one page says so, and leads on. */
  public void sendInstead(ServerRequest request, ServerResponse response) {
    files.sendInstead(SHELL, request, response);
  }

  @Override
  public void routing(HttpRules rules) {
    for (String path : files.paths()) {
      rules.get(path, (request, response) -> files.send(path, request, response));
    }
    for (String place : PLACES) {
      rules.get(place, (request, response) -> files.send(SHELL, request, response));
    }
  }
}
