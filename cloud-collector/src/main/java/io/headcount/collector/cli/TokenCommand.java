package io.headcount.collector.cli;

import io.headcount.collector.history.ApiTokens.Issued;
import io.headcount.collector.history.ApiTokens.Token;
import io.headcount.collector.history.History;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.AuditLog;
import io.headcount.collector.people.Deed;
import io.headcount.contract.DeviceAddress;
import io.headcount.program.settings.Quantities;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-collector token}: who may use the API. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Makes, lists and revokes tokens for the API.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TokenCommand.Create.class, TokenCommand.Show.class, TokenCommand.Revoke.class})
final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
  }

  /** {@code token create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it. It is shown this once and kept nowhere.")
  static final class Create implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Parameters(paramLabel = "NAME", description = "What it is for, such as dashboard.")
    private String name = "";

    @Option(
        names = "--tenant",
        required = true,
        paramLabel = "TENANT",
        description = "Whose stores it is for.")
    private String tenant = "";

    @Option(
        names = "--store",
        split = ",",
        paramLabel = "STORE",
        description = "Only these stores (default: all of the tenant, those to come too).")
    private Set<String> stores = Set.of();

    @Option(names = "--write", description = "It may also send commands and configurations.")
    private boolean write;

    @Option(
        names = "--expires",
        paramLabel = "DURATION",
        description = "It is good for so long, such as 90d (default: until it is revoked).")
    private Optional<String> expires = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object: id, token, scopes, expires.")
    private boolean json;

    @Override
    public Integer call() {
      requireName("tenant", tenant);
      Set<String> scopes = new TreeSet<>();
      for (String store : stores.isEmpty() ? Set.of("*") : stores) {
        if (!store.equals("*")) {
          requireName("store", store);
        }
        scopes.add((write ? "write:" : "read:") + tenant + "/" + store);
      }
      Optional<Duration> within = expires.map(this::duration);
      try (History history = config.open()) {
        Issued issued =
            within.isPresent()
                ? history
                    .tokens()
                    .issue(name, scopes, InstantSource.system().instant().plus(within.get()))
                : history.tokens().issue(name, scopes);
        new AuditLog(history, InstantSource.system())
            .add(
                Actor.commandLine(tenant),
                Deed.TOKEN_ISSUED,
                "token " + issued.token().id(),
                "",
                String.join(" ", scopes));
        Map<String, Object> fields = fields(issued.token());
        fields.put("token", issued.text());
        Output.secret(
            spec, json, fields, "it is shown this once; keep it as a password:", issued.text());
      }
      return 0;
    }

    private Duration duration(String text) {
      return Quantities.duration(text)
          .filter(Duration::isPositive)
          .orElseThrow(
              () ->
                  new ParameterException(
                      spec.commandLine(),
                      "--expires %s: write how long, such as 90d or 12h".formatted(text)));
    }

    private static void requireName(String what, String name) {
      if (!DeviceAddress.valid(name)) {
        throw new CommandException(
            "'%s' is no name for a %s: use letters, digits, dots, underscores and dashes"
                .formatted(name, what));
      }
    }
  }

  /** {@code token list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all tokens, revoked ones too, without the tokens themselves.")
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Option(names = "--json", description = "Print a JSON list.")
    private boolean json;

    @Override
    public Integer call() {
      try (History history = config.open()) {
        Output.list(
            spec,
            json,
            history.tokens().list(),
            TokenCommand::fields,
            List.of("id", "name", "created", "expires", "last used", "revoked", "allows"),
            TokenCommand::cells);
      }
      return 0;
    }
  }

  /** {@code token revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a token out of force, at once and for good.")
  static final class Revoke implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Parameters(paramLabel = "ID", description = "Its id, as 'token list' shows it.")
    private String id = "";

    @Override
    public Integer call() {
      try (History history = config.open()) {
        if (!history.tokens().revoke(id)) {
          throw new CommandException("no token '%s' is in force: look at token list".formatted(id));
        }
        String tenant =
            history.tokens().list().stream()
                .filter(token -> token.id().equals(id))
                .flatMap(token -> token.scopes().stream())
                .findFirst()
                .map(scope -> scope.substring(scope.indexOf(':') + 1, scope.lastIndexOf('/')))
                .orElse("");
        new AuditLog(history, InstantSource.system())
            .add(Actor.commandLine(tenant), Deed.TOKEN_REVOKED, "token " + id, "", "");
      }
      Output.say(spec, "revoked " + id);
      return 0;
    }
  }

  private static List<String> cells(Token token) {
    return List.of(
        token.id(),
        token.name(),
        token.created().toString(),
        Output.time(token.expires()),
        Output.time(token.lastUsed()),
        Output.time(token.revoked()),
        String.join(" ", new TreeSet<>(token.scopes())));
  }

  private static Map<String, Object> fields(Token token) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", token.id());
    fields.put("name", token.name());
    fields.put("scopes", new TreeSet<>(token.scopes()));
    fields.put("created", token.created().toString());
    fields.put("expires", token.expires().map(Object::toString).orElse(""));
    fields.put("lastUsed", token.lastUsed().map(Object::toString).orElse(""));
    fields.put("revoked", token.revoked().map(Object::toString).orElse(""));
    return fields;
  }
}
