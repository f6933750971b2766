package io.headcount.collector.pages;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import io.headcount.collector.api.ApiOptions;
import io.headcount.collector.api.ApiServer;
import io.headcount.collector.api.LiveFeed;
import io.headcount.collector.api.Orders;
import io.headcount.collector.history.Commands;
import io.headcount.collector.history.DesiredConfigs;
import io.headcount.collector.history.History;
import io.headcount.collector.history.HistoryOptions;
import io.headcount.collector.history.News;
import io.headcount.collector.history.Signer;
import io.headcount.collector.history.Storage;
import io.headcount.collector.people.Actor;
import io.headcount.collector.people.People;
import io.headcount.collector.people.Profile;
import io.headcount.collector.people.Role;
import io.headcount.collector.people.Users;
import io.headcount.collector.query.Limits;
import io.headcount.collector.query.Queries;
import io.headcount.collector.query.Scope;
import io.headcount.contract.Command;
import io.headcount.contract.CountWindow;
import io.headcount.contract.DeviceAddress;
import io.headcount.contract.LineCount;
import io.headcount.contract.Signed;
import io.headcount.web.access.Passwords;
import io.headcount.web.browser.Window;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A chain of stores on a server, with those who may sign in: what the dashboard is looked at with.
 * What its stores have behind them is a {@link ChainHistory}.
 */
final class Chain implements AutoCloseable {
  static final Instant NOW = ChainHistory.NOW;

  /** The last one that is over. */
  private static final Instant MINUTE = Instant.parse("2026-11-18T14:41:00Z");

  static final String PASSWORD = "four odd horses walk";

  private final LiveFeed feed = new LiveFeed();
  private final Set<String> entered = new HashSet<>();
  private final People people;
  private final History history;
  private ApiServer server;

  /**
   * Fills a new history and serves it.
   *
   * @param hostile one store more, whose lines, zones and boxes are called what no browser should
   *     take for markup
   */
  Chain(Path folder, int stores, int weeks, boolean hostile) {
    Storage storage = new Storage.Sqlite(folder.resolve("history.db"));
    history = History.open(new HistoryOptions(storage), () -> NOW);
    ChainHistory.fill(storage, stores, weeks, hostile);
    people =
        People.of(
            history,
            new Passwords(new Passwords.Cost(64, 1, 1), 8, Duration.ofSeconds(20)),
            () -> NOW,
            System::nanoTime);
    server = serve(0);
  }

  private ApiServer serve(int port) {
    return ApiServer.start(
        new ApiOptions(
            "127.0.0.1",
            port,
            Optional.empty(),
            List.of(),
            List.of(),
            new ApiOptions.Rates(100_000, 100_000, 100_000, 64, Duration.ofSeconds(15))),
        new ApiServer.Sources(
            history,
            people,
            new Queries(history, () -> NOW, Limits.USUAL),
            feed,
            new Told(),
            MetricSnapshots::new,
            () -> NOW,
            System::nanoTime));
  }

  URI address() {
    return server.address();
  }

  /** The name by which somebody of this role signs in, with {@link #PASSWORD}. */
  String login(Role role, String... stores) {
    String login = role.word() + stores.length + "@chain.example";
    Scope scope =
        stores.length == 0 ? Scope.ofTenant("acme") : Scope.ofStores("acme", Set.of(stores));
    if (entered.add(login)) {
      Users.Invitation invitation =
          people
              .users()
              .invite(
                  Actor.commandLine("acme"),
                  new Profile(login, "Ada Miller", role, scope, List.of()));
      people.users().accept(invitation.token(), PASSWORD, "192.0.2.1");
    }
    return login;
  }

  /** Lets somebody of this role in, without the form. */
  void enter(Window window, Role role, String... stores) {
    String login = login(role, stores);
    APIResponse answer =
        window
            .context()
            .request()
            .post(
                address() + "/api/v1/session",
                RequestOptions.create()
                    .setHeader("Content-Type", "application/json")
                    .setData(Map.of("user", login, "password", PASSWORD)));
    if (!answer.ok()) {
      throw new AssertionError(answer.text());
    }
  }

  /** Stops the server, as a restart of the collector does. */
  int stopServer() {
    int port = server.port();
    server.close();
    return port;
  }

  void startServer(int port) {
    server = serve(port);
  }

  /** Lets a minute of a store come in: it is told to who watches. */
  void minute(String store, int in, int out) {
    DeviceAddress device = new DeviceAddress("acme", store, "box");
    CountWindow window =
        new CountWindow(
            1,
            "entrance",
            MINUTE,
            0,
            1,
            600,
            "r1",
            List.of(new LineCount("door-main", "every_crossing", in, out, in, out)),
            List.of(),
            0);
    feed.publish(List.of(new News.Counted(device, MINUTE, 1, window)));
  }

  /** Desires a configuration of a store's box. */
  void configure(String store, String yaml) {
    new Told().configure(new DeviceAddress("acme", store, "box"), yaml);
  }

  @Override
  public void close() {
    server.close();
    history.close();
  }

  /** Keeps orders as if they had been published, with a signature that nobody checks. */
  private final class Told implements Orders {
    private static final Signer UNSIGNED =
        (serial, issued, text) -> new Signed(1, serial, issued, text, "none");

    @Override
    public DesiredConfigs.Desired configure(DeviceAddress device, String yaml) {
      return history.desiredConfigs().desire(device, yaml, UNSIGNED);
    }

    @Override
    public Commands.Given command(DeviceAddress device, Command command) {
      return history.commands().give(device, command, UNSIGNED);
    }
  }
}
