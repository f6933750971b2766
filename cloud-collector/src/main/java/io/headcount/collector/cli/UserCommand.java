package io.headcount.collector.cli;

import io.headcount.collector.config.CollectorConfig;
import io.headcount.collector.config.HttpConfig;
import io.headcount.collector.history.History;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.People;
import io.headcount.collector.people.PeopleException;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.User;
import io.headcount.collector.people.Users;
import io.headcount.collector.query.Scope;
import io.headcount.collector.server.Settings;
import io.headcount.web.access.Passwords;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-collector user}: who may use the pages. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Invites, lists and shuts out those who use the pages.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UserCommand.Invite.class,
      UserCommand.Show.class,
      UserCommand.Disable.class,
      UserCommand.Enable.class,
      UserCommand.Reset.class,
      UserCommand.EndSessions.class
    })
final class UserCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: invite, list, disable, enable, reset or sessions");
  }

  private static <T> T with(CollectorConfig config, Function<People, T> work) {
    try (History history = History.open(Settings.history(config), InstantSource.system())) {
      return work.apply(
          People.of(history, Passwords.recommended(), InstantSource.system(), System::nanoTime));
    } catch (PeopleException e) {
      throw faulty(e);
    }
  }

  private static CommandException faulty(PeopleException e) {
    return new CommandException(e.getMessage() + ": " + e.cure(), e);
  }

  private static User require(People people, String login) {
    return people
        .users()
        .find(login)
        .orElseThrow(
            () -> new CommandException("no user '%s': look at user list".formatted(login)));
  }

  /** {@code user invite}. */
  @Command(
      name = "invite",
      mixinStandardHelpOptions = true,
      description =
          "Adds a user and prints the link that lets them choose a password. It works once, is"
              + " shown this once and kept nowhere.")
  static final class Invite implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Parameters(
        paramLabel = "NAME",
        description = "What they sign in with; best their mail address.")
    private String login = "";

    @Option(
        names = "--tenant",
        required = true,
        paramLabel = "TENANT",
        description = "Whose stores they see.")
    private String tenant = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "viewer, store_manager, analyst, technician or admin.")
    private String role = "";

    @Option(
        names = "--store",
        split = ",",
        paramLabel = "STORE",
        description = "Only these stores (default: all of the tenant, those to come too).")
    private Set<String> stores = Set.of();

    @Option(
        names = "--called",
        paramLabel = "NAME",
        description = "As the person is called (default: the name to sign in with).")
    private Optional<String> called = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object: login, link, expires.")
    private boolean json;

    @Override
    public Integer call() {
      Role known =
          Role.of(role)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--role %s: write one of %s"
                              .formatted(role, String.join(", ", Role.words()))));
      CollectorConfig read = config.read();
      print(
          spec,
          read.http(),
          with(read, people -> people.users().invite(Actor.commandLine(tenant), profile(known))),
          json);
      return 0;
    }

    private Profile profile(Role known) {
      return new Profile(
          login.strip().toLowerCase(Locale.ROOT),
          called.orElse(login).strip(),
          known,
          stores.isEmpty() ? Scope.ofTenant(tenant) : Scope.ofStores(tenant, stores),
          List.of());
    }
  }

  private static void print(
      CommandSpec spec, HttpConfig http, Users.Invitation invitation, boolean json) {
    String link = http.pages() + "/invitation#" + invitation.token().reveal();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("login", invitation.user().login());
    fields.put("link", link);
    fields.put("expires", invitation.expires().toString());
    Output.secret(
        spec,
        json,
        fields,
        "it is shown this once and works once, until %s; send it by a way that nobody else reads:"
            .formatted(Output.time(Optional.of(invitation.expires()))),
        link);
  }

  /** {@code user list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all users, disabled ones too.")
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Option(
        names = "--tenant",
        paramLabel = "TENANT",
        description = "Only those of this tenant (default: of all).")
    private Optional<String> tenant = Optional.empty();

    @Option(names = "--json", description = "Print a JSON list.")
    private boolean json;

    @Override
    public Integer call() {
      Output.list(
          spec,
          json,
          with(config.read(), people -> people.users().list(tenant)),
          UserCommand::fields,
          List.of("login", "called", "tenant", "role", "stores", "state", "signed in"),
          UserCommand::cells);
      return 0;
    }
  }

  private static List<String> cells(User user) {
    return List.of(
        user.login(),
        user.profile().name(),
        user.tenant(),
        user.profile().role().word(),
        user.profile().scope().all() ? "*" : String.join(" ", stores(user)),
        state(user),
        Output.time(user.signedIn()));
  }

  private static Map<String, Object> fields(User user) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("login", user.login());
    fields.put("name", user.profile().name());
    fields.put("tenant", user.tenant());
    fields.put("role", user.profile().role().word());
    fields.put("stores", user.profile().scope().all() ? List.of("*") : List.copyOf(stores(user)));
    fields.put("state", state(user));
    fields.put("signedIn", user.signedIn().map(Object::toString).orElse(""));
    return fields;
  }

  private static Set<String> stores(User user) {
    return new TreeSet<>(user.profile().scope().stores());
  }

  private static String state(User user) {
    if (user.disabled().isPresent()) {
      return "disabled";
    }
    if (user.chosen()) {
      return "active";
    }
    return user.invited().filter(InstantSource.system().instant()::isBefore).isPresent()
        ? "invited"
        : "without password";
  }

  /** {@code user disable}. */
  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Shuts a user out, at once and from everywhere.")
  static final class Disable implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();
    @Mixin private WhichUser which = new WhichUser();

    @Override
    public Integer call() {
      return setDisabled(spec, config.read(), which.login(), true);
    }
  }

  /** {@code user enable}. */
  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Lets a user in again who was shut out.")
  static final class Enable implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();
    @Mixin private WhichUser which = new WhichUser();

    @Override
    public Integer call() {
      return setDisabled(spec, config.read(), which.login(), false);
    }
  }

  private static int setDisabled(
      CommandSpec spec, CollectorConfig config, String login, boolean disabled) {
    User user =
        with(
            config,
            people -> {
              User found = require(people, login);
              return people
                  .users()
                  .setDisabled(
                      Actor.commandLine(found.tenant()), found.tenant(), found.login(), disabled);
            });
    Output.say(spec, (disabled ? "disabled " : "enabled ") + user.login());
    return 0;
  }

  /** {@code user reset}. */
  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = "Takes a user's password and sessions away, and prints a new invitation link.")
  static final class Reset implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();
    @Mixin private WhichUser which = new WhichUser();

    @Option(names = "--json", description = "Print one JSON object: login, link, expires.")
    private boolean json;

    @Override
    public Integer call() {
      CollectorConfig read = config.read();
      print(
          spec,
          read.http(),
          with(
              read,
              people -> {
                User user = require(people, which.login());
                return people
                    .users()
                    .reset(Actor.commandLine(user.tenant()), user.tenant(), user.login());
              }),
          json);
      return 0;
    }
  }

  /** {@code user sessions end}. */
  @Command(
      name = "sessions",
      mixinStandardHelpOptions = true,
      description = "Ends all sessions of a user.")
  static final class EndSessions implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Parameters(index = "0", paramLabel = "end", description = "What to do: end.")
    private String action = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The name to sign in with.")
    private String login = "";

    @Override
    public Integer call() {
      if (!action.equals("end")) {
        throw new ParameterException(
            spec.commandLine(), "sessions %s: write sessions end NAME".formatted(action));
      }
      int ended =
          with(
              config.read(),
              people -> {
                User user = require(people, login);
                return people
                    .sessions()
                    .endAll(Actor.commandLine(user.tenant()), user, Optional.empty());
              });
      Output.say(spec, "ended " + ended);
      return 0;
    }
  }

  /** Whom a command is about. Confined to one command. */
  static final class WhichUser {
    @Parameters(paramLabel = "NAME", description = "The name to sign in with.")
    private String login = "";

    String login() {
      return login;
    }
  }
}
