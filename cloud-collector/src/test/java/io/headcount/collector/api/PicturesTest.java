package io.headcount.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headcount.collector.people.Role;
import io.headcount.collector.picture.Painted;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and backgrounds: brought by technicians, seen by all who see the store. */
class PicturesTest {
  private static final String STORE = "/api/v1/stores/berlin";
  private static final String PLAN = STORE + "/plan";
  private static final String CAMERA = STORE + "/devices/box/cameras/entrance";
  private static final String CORNERS = "{\"corners\":[[0.1,0.1],[0.9,0.2],[0.8,0.9],[0.2,0.8]]}";

  @TempDir private Path folder;
  private RunningApi api;
  private Browser technician;
  private Browser viewer;

  @BeforeEach
  void start() {
    api = new RunningApi(folder);
    Browser.user(api, "tess", Role.TECHNICIAN);
    Browser.user(api, "vic", Role.VIEWER);
    technician = Browser.of(api, "tess");
    viewer = Browser.of(api, "vic");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> put(Browser browser, String path, byte[] picture) {
    return browser.send(putting(browser, path, picture));
  }

  private HttpRequest.Builder putting(Browser browser, String path, byte[] picture) {
    return browser
        .request("PUT", path, "-")
        .PUT(HttpRequest.BodyPublishers.ofByteArray(picture))
        .header("Sec-Fetch-Site", "same-origin")
        .header("X-Headcount-Csrf", browser.csrf());
  }

  private JsonNode pictures() {
    return Browser.json(viewer.get(STORE + "/pictures"));
  }

  @Test
  void aPlanIsBroughtSeenReplacedAndRemoved() {
    assertThat(pictures().at("/plan").isNull()).isTrue();
    assertThat(viewer.get(PLAN).statusCode()).isEqualTo(404);
    assertThat(put(viewer, PLAN, Painted.file("png", 40, 30)).statusCode()).isEqualTo(403);
    HttpResponse<String> kept = put(technician, PLAN, Painted.file("png", 40, 30));
    assertThat(kept.body()).isEqualTo("{\"store\":\"berlin\",\"width\":40,\"height\":30}");
    assertThat(put(technician, PLAN, Painted.file("jpeg", 3200, 1600)).statusCode()).isEqualTo(200);
    assertThat(pictures().at("/plan/width").asInt()).isEqualTo(1600);
    HttpResponse<String> seen = viewer.get(PLAN);
    assertThat(seen.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(seen.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(seen.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(technician.send("PUT", CAMERA + "/corners", CORNERS).statusCode()).isEqualTo(200);
    assertThat(viewer.send("DELETE", PLAN, "").statusCode()).isEqualTo(403);
    assertThat(technician.send("DELETE", PLAN, "").statusCode()).isEqualTo(204);
    assertThat(pictures().at("/plan").isNull()).isTrue();
    assertThat(pictures().at("/cameras/0/corners").isNull()).isTrue();
  }

  @Test
  void aCameraIsPutOnThePlanAndHasItsBackground() {
    assertThat(put(technician, CAMERA + "/background", Painted.file("png", 64, 36)).statusCode())
        .isEqualTo(200);
    assertThat(technician.send("PUT", CAMERA + "/corners", CORNERS).statusCode()).isEqualTo(200);
    JsonNode camera = pictures().at("/cameras/0");
    assertThat(camera.at("/camera").asText()).isEqualTo("entrance");
    assertThat(camera.at("/background/height").asInt()).isEqualTo(36);
    assertThat("{\"corners\":%s}".formatted(camera.at("/corners"))).isEqualTo(CORNERS);
    assertThat(viewer.get(CAMERA + "/background").statusCode()).isEqualTo(200);
    assertThat(technician.send("DELETE", CAMERA + "/corners", "").statusCode()).isEqualTo(204);
    assertThat(pictures().at("/cameras/0/corners").isNull()).isTrue();
    for (String nowhere :
        new String[] {
          STORE + "/devices/box/cameras/x", "/api/v1/stores/x/devices/box/cameras/entrance"
        }) {
      assertThat(technician.send("PUT", nowhere + "/corners", CORNERS).statusCode()).isEqualTo(404);
      assertThat(put(technician, nowhere + "/background", Painted.file("png", 8, 8)).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void whatSomebodyDoesWithPicturesIsLogged() {
    put(technician, PLAN, Painted.file("png", 40, 30));
    technician.send("PUT", CAMERA + "/corners", CORNERS);
    technician.send("DELETE", PLAN, "");
    Browser.user(api, "anna", Role.ADMIN);
    JsonNode log = Browser.json(Browser.of(api, "anna").get("/api/v1/audit?who=tess")).get("items");
    assertThat(log)
        .extracting(entry -> entry.get("deed").asText() + " " + entry.get("subject").asText())
        .startsWith(
            "picture_deleted berlin", "camera_placed berlin/box/entrance", "picture_put berlin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"corners\":[]}",
        "{\"corners\":[[0,0],[1,1],[1,0],[0,1]]}",
        "{\"corners\":[[0,0],[2,0],[1,1],[0,1]]}",
        "{\"corners\":[[0,0],[\"1\",0],[1,1],[0,1]]}",
        "{\"corners\":[0,0,1,1]}"
      })
  void cornersThatAreNoneAreRefused(String corners) {
    assertThat(technician.send("PUT", CAMERA + "/corners", corners).statusCode()).isEqualTo(400);
  }

  @Test
  void noPictureAndTooLargeOnesAreRefused() {
    HttpResponse<String> text =
        put(technician, PLAN, "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
    assertThat(text.statusCode()).isEqualTo(400);
    assertThat(Browser.json(text).at("/error/cure").asText()).contains("PNG or JPEG");
    HttpRequest.Builder large = putting(technician, PLAN, new byte[(4 << 20) + 1]);
    // who sends before it is asked to may lose the answer: the connection ends with it
    assertThat(technician.send(large.expectContinue(true)).statusCode()).isEqualTo(413);
  }
}
