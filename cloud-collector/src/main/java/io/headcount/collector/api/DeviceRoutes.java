package io.headcount.collector.api;

import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.collector.history.PutAside;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.collector.people.Permission;
import io.headcount.collector.query.DeviceEntry;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Scope;
import io.headcount.contract.Birth;
import io.headcount.contract.Command;
import io.headcount.contract.DeviceAddress;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One device: how it does, what it is to run and to do; and what was put aside. Immutable. */
final class DeviceRoutes {
  private static final String DEVICE = "/api/v1/stores/{store}/devices/{device}";
  private static final Pattern QUARANTINED =
      Pattern.compile("([0-9]{1,9})-([123])-([0-9]{1,18})-([0-9a-f]{16})");
  private static final Pattern LETTER = Pattern.compile("[0-9a-f]{16}");
  private static final int SHOWN = 100;
  private static final int EARLIER = 10;
  private static final int EVENTS = 50;

  private final Queries queries;
  private final DesiredConfigs configs;
  private final Commands commands;
  private final PutAside putAside;
  private final Orders orders;
  private final CommandText commandText;
  private final AuditLog log;
  private final Answers answers;

  DeviceRoutes(
      Queries queries,
      DesiredConfigs configs,
      Commands commands,
      PutAside putAside,
      Orders orders,
      CommandText commandText,
      AuditLog log,
      Answers answers) {
    this.queries = queries;
    this.configs = configs;
    this.commands = commands;
    this.putAside = putAside;
    this.orders = orders;
    this.commandText = commandText;
    this.log = log;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.read(DEVICE, Permission.SEE_FLEET, this::device),
        Route.read(DEVICE + "/events", Permission.SEE_FLEET, this::events),
        Route.read(DEVICE + "/config", Permission.SEE_FLEET, this::config),
        Route.write(Method.PUT, DEVICE + "/config", Permission.CONTROL_DEVICES, this::configure),
        Route.read(DEVICE + "/commands", Permission.SEE_FLEET, this::commands),
        Route.write(Method.POST, DEVICE + "/commands", Permission.CONTROL_DEVICES, this::command),
        Route.read(DEVICE + "/commands/{id}", Permission.SEE_FLEET, this::reply),
        Route.write(
            Method.DELETE, "/api/v1/quarantine/{id}", Permission.CONTROL_DEVICES, this::forget),
        Route.write(
            Method.DELETE,
            "/api/v1/dead-letters/{id}",
            Permission.CONTROL_DEVICES,
            this::forgetLetter));
  }

  private void device(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    answers.ok(response, Tables.DEVICE.json(known(request, caller)));
  }

  private void events(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    DeviceEntry device = known(request, caller);
    Map<String, Object> body = whose(device);
    body.put("zone", device.birth().map(Birth::zone));
    body.put(
        "items",
        queries.catalogue().events(caller.reads(), device.store(), device.device(), EVENTS).stream()
            .map(Tables.EVENTS::json)
            .toList());
    answers.ok(response, body);
  }

  private void config(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    DeviceEntry device = known(request, caller);
    List<DesiredConfigs.Desired> desired = configs.list(address(device, caller), 1 + EARLIER);
    Map<String, Object> body = whose(device);
    body.put("desired", desired.stream().findFirst().map(DeviceRoutes::desired));
    body.put("earlier", desired.stream().skip(1).map(DeviceRoutes::desired).toList());
    body.put("reported", device.reported());
    body.put("reportedAt", device.reportedAt());
    answers.ok(response, body);
  }

  private void configure(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    DeviceEntry device = writable(request, caller);
    String yaml = new String(RequestBody.of(request), StandardCharsets.UTF_8);
    if (yaml.isBlank()) {
      throw new ApiError(
          Status.BAD_REQUEST_400,
          "body",
          "the request has no configuration",
          "send the device's configuration as the body, in YAML");
    }
    DeviceAddress address = address(device, caller);
    String was = configs.current(address).map(DeviceRoutes::serial).orElse("");
    DesiredConfigs.Desired desired = orders.configure(address, yaml);
    note(request, caller, Deed.DEVICE_CONFIGURED, subject(device), was, serial(desired));
    Map<String, Object> body = whose(device);
    body.put("desired", desired(desired));
    answers.send(response, Status.ACCEPTED_202, body);
  }

  private static Map<String, Object> desired(DesiredConfigs.Desired desired) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("serial", desired.message().serial());
    body.put("issued", desired.message().issued());
    body.put("state", desired.state());
    body.put("reasons", desired.reasons());
    body.put("stateAt", desired.reportedAt());
    body.put("text", desired.message().text());
    return body;
  }

  private void commands(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    DeviceEntry device = known(request, caller);
    Map<String, Object> body = whose(device);
    body.put(
        "items",
        commands.list(address(device, caller), SHOWN).stream().map(DeviceRoutes::given).toList());
    answers.ok(response, body);
  }

  private void reply(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    DeviceEntry device = known(request, caller);
    String id = request.path().pathParameters().get("id");
    Commands.Given given =
        commands
            .find(address(device, caller), id)
            .orElseThrow(
                () -> ApiError.unknown("command '" + id + "'", "the commands of the device"));
    Map<String, Object> body = whose(device);
    body.putAll(given(given));
    answers.ok(response, body);
  }

  private void command(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    DeviceEntry device = writable(request, caller);
    Command command = commandText.read(RequestBody.of(request));
    Commands.Given given = orders.command(address(device, caller), command);
    note(
        request,
        caller,
        Deed.DEVICE_COMMANDED,
        subject(device),
        "",
        given.kind() + " " + given.id());
    Map<String, Object> body = whose(device);
    body.putAll(given(given));
    answers.send(response, Status.ACCEPTED_202, body);
  }

  private static Map<String, Object> given(Commands.Given given) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", given.id());
    body.put("kind", given.kind());
    body.put("issued", given.message().issued());
    body.put("expires", given.expires());
    body.put("sent", given.sent());
    body.put("outcome", given.outcome());
    body.put("detail", given.detail());
    body.put("repliedAt", given.repliedAt());
    return body;
  }

  private void forget(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    String id = request.path().pathParameters().get("id");
    Matcher matcher = QUARANTINED.matcher(id);
    if (!matcher.matches()
        || !putAside.forget(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            HexFormat.fromHexDigitsToLong(matcher.group(4)),
            caller.writes()::allows)) {
      throw ApiError.unknown("record '" + id + "'", "/api/v1/quarantine");
    }
    note(request, caller, Deed.RECORD_FORGOTTEN, "quarantine " + id, "", "");
    response.status(Status.NO_CONTENT_204).send();
  }

  private void forgetLetter(ServerRequest request, ServerResponse response, Caller caller) {
    new Parameters(request, Set.of());
    String id = request.path().pathParameters().get("id");
    if (!LETTER.matcher(id).matches()
        || !putAside.forgetLetter(HexFormat.fromHexDigitsToLong(id), caller.writes()::allows)) {
      throw ApiError.unknown("dead letter '" + id + "'", "/api/v1/dead-letters");
    }
    note(request, caller, Deed.RECORD_FORGOTTEN, "dead letter " + id, "", "");
    response.status(Status.NO_CONTENT_204).send();
  }

  private void note(
      ServerRequest request, Caller caller, Deed deed, String subject, String was, String became) {
    log.add(caller.actor(Origin.of(request)), deed, subject, was, became);
  }

  private static String subject(DeviceEntry device) {
    return device.store() + "/" + device.device();
  }

  private static String serial(DesiredConfigs.Desired desired) {
    return "serial " + desired.message().serial();
  }

  private static Map<String, Object> whose(DeviceEntry device) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("simulated", device.simulated());
    body.put("store", device.store());
    body.put("device", device.device());
    return body;
  }

  private DeviceEntry writable(ServerRequest request, Caller caller) {
    DeviceEntry device = known(request, caller);
    Scope writes = caller.writes();
    if (!writes.allows(writes.tenant(), device.store())) {
      throw ApiRoutes.forbidden();
    }
    return device;
  }

  private DeviceEntry known(ServerRequest request, Caller caller) {
    String store = request.path().pathParameters().get("store");
    String device = request.path().pathParameters().get("device");
    return queries
        .catalogue()
        .device(caller.reads(), store, device)
        .orElseThrow(
            () ->
                ApiError.unknown(
                    "device '%s' of store '%s'".formatted(device, store), "/api/v1/devices"));
  }

  private static DeviceAddress address(DeviceEntry device, Caller caller) {
    return new DeviceAddress(caller.reads().tenant(), device.store(), device.device());
  }
}
