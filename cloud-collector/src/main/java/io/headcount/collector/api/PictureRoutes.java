package io.headcount.collector.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.headcount.collector.history.Corners;
import io.headcount.collector.history.Corners.Corner;
import io.headcount.collector.history.Pictures;
import io.headcount.collector.history.Pictures.Ground;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.Permission;
import io.headcount.collector.picture.Picture;
import io.headcount.collector.picture.PictureException;
import io.headcount.collector.picture.Repainting;
import io.headcount.collector.query.By;
import io.headcount.collector.query.Selection;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What heat is shown over: plans of stores, backgrounds of cameras. Immutable. */
final class PictureRoutes {
  private static final String STORE = "/api/v1/stores/{store}";
  private static final String PLAN = STORE + "/plan";
  private static final String CAMERA = STORE + "/devices/{device}/cameras/{camera}";
  private static final String BACKGROUND = CAMERA + "/background";
  private static final String CORNERS = CAMERA + "/corners";
  private static final String EXAMPLE =
      "{\"corners\": [[0.1, 0.1], [0.6, 0.1], [0.6, 0.5], [0.1, 0.5]]}";

  private final Pictures pictures;
  private final Repainting repainting = new Repainting();
  private final Simulated simulated;
  private final AuditLog log;
  private final Json json;
  private final Answers answers;

  PictureRoutes(Pictures pictures, Simulated simulated, AuditLog log, Json json, Answers answers) {
    this.pictures = pictures;
    this.simulated = simulated;
    this.log = log;
    this.json = json;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.read(STORE + "/pictures", Permission.SEE_NUMBERS, this::grounds),
        Route.read(PLAN, Permission.SEE_NUMBERS, this::show),
        write(Method.PUT, PLAN, this::put),
        write(Method.DELETE, PLAN, this::delete),
        Route.read(BACKGROUND, Permission.SEE_NUMBERS, this::show),
        write(Method.PUT, BACKGROUND, this::put),
        write(Method.DELETE, BACKGROUND, this::delete),
        write(Method.PUT, CORNERS, this::place),
        write(Method.DELETE, CORNERS, this::displace));
  }

  private static Route write(Method method, String path, Route.Action action) {
    return Route.write(method, path, Permission.CONTROL_DEVICES, action);
  }

  private void grounds(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    Ground ground = readable(request, caller);
    Pictures.Grounds grounds =
        pictures
            .of(ground.tenant(), ground.store())
            .orElseThrow(() -> ApiError.unknown("the store", "/api/v1/stores"));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "simulated",
        simulated.any(Selection.of(caller.reads(), By.STORE).in(Set.of(ground.store()))));
    body.put("store", ground.store());
    body.put("plan", grounds.plan());
    body.put("cameras", grounds.cameras().stream().map(PictureRoutes::camera).toList());
    answers.ok(response, body);
  }

  private static Map<String, Object> camera(Pictures.Camera camera) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("device", camera.device());
    body.put("camera", camera.camera());
    body.put("background", camera.background());
    body.put("corners", camera.corners().map(PictureRoutes::pairs));
    return body;
  }

  private static List<List<Double>> pairs(Corners corners) {
    return corners.list().stream().map(corner -> List.of(corner.x(), corner.y())).toList();
  }

  private void show(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    byte[] jpeg =
        pictures.jpeg(readable(request, caller)).orElseThrow(() -> unknown("the picture"));
    response
        .header(HeaderNames.CONTENT_TYPE, "image/jpeg")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(jpeg);
  }

  private void put(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    Ground ground = writable(request, caller);
    Picture picture = picture(RequestBody.of(request, Repainting.MOST_BYTES));
    if (!pictures.put(ground, picture)) {
      throw unknown(name(ground));
    }
    note(
        request,
        caller,
        Deed.PICTURE_PUT,
        ground,
        "%d x %d".formatted(picture.width(), picture.height()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("store", ground.store());
    body.put("width", picture.width());
    body.put("height", picture.height());
    answers.ok(response, body);
  }

  private Picture picture(byte[] sent) {
    try {
      return repainting.repaint(sent);
    } catch (PictureException e) {
      throw new ApiError(
          Status.BAD_REQUEST_400, "picture", String.valueOf(e.getMessage()), e.cure());
    }
  }

  private void delete(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    Ground ground = writable(request, caller);
    if (!pictures.delete(ground)) {
      throw unknown("the picture");
    }
    note(request, caller, Deed.PICTURE_DELETED, ground, "");
    response.status(Status.NO_CONTENT_204).send();
  }

  private void place(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    Ground ground = writable(request, caller);
    Fields fields = new Fields(request, json, Set.of("corners"), EXAMPLE);
    Corners corners = corners(fields);
    keep(ground, Optional.of(corners));
    note(request, caller, Deed.CAMERA_PLACED, ground, pairs(corners).toString());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("store", ground.store());
    body.put("corners", pairs(corners));
    answers.ok(response, body);
  }

  private static Corners corners(Fields fields) {
    List<Corner> list = new ArrayList<>();
    try {
      for (JsonNode pair : fields.list("corners")) {
        if (pair.size() != 2 || !pair.path(0).isNumber() || !pair.path(1).isNumber()) {
          throw fields.refused("a corner is no pair of numbers");
        }
        list.add(new Corner(pair.get(0).doubleValue(), pair.get(1).doubleValue()));
      }
      return new Corners(list);
    } catch (IllegalArgumentException e) {
      throw fields.refused(String.valueOf(e.getMessage()));
    }
  }

  private void displace(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    Ground ground = writable(request, caller);
    keep(ground, Optional.empty());
    note(request, caller, Deed.CAMERA_PLACED, ground, "");
    response.status(Status.NO_CONTENT_204).send();
  }

  private void keep(Ground ground, Optional<Corners> corners) {
    if (!(ground instanceof Ground.Background camera) || !pictures.place(camera, corners)) {
      throw unknown(name(ground));
    }
  }

  private void note(ServerRequest request, Caller caller, Deed deed, Ground ground, String became) {
    log.add(caller.actor(Origin.of(request)), deed, name(ground), "", became);
  }

  private static String name(Ground ground) {
    return switch (ground) {
      case Ground.Plan plan -> plan.store();
      case Ground.Background camera ->
          camera.store() + "/" + camera.device() + "/" + camera.camera();
    };
  }

  private static ApiError unknown(String what) {
    return ApiError.unknown(what, "/api/v1/stores/{store}/pictures");
  }

  private static Ground writable(ServerRequest request, Caller caller) {
    Ground ground = readable(request, caller);
    if (!caller.writes().allows(ground.tenant(), ground.store())) {
      throw ApiRoutes.forbidden();
    }
    return ground;
  }

  /** What the address names, if its store is one of the caller's. */
  private static Ground readable(ServerRequest request, Caller caller) {
    io.helidon.common.parameters.Parameters names = request.path().pathParameters();
    String tenant = caller.reads().tenant();
    String store = names.get("store");
    if (!caller.reads().allows(tenant, store)) {
      throw ApiError.unknown("store '" + store + "'", "/api/v1/stores");
    }
    return names.contains("camera")
        ? new Ground.Background(tenant, store, names.get("device"), names.get("camera"))
        : new Ground.Plan(tenant, store);
  }
}
