package io.headcount.collector.cli;

import io.headcount.collector.history.DeviceCredentials.Credential;
import io.headcount.collector.history.History;
import io.headcount.contract.DeviceAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headcount-collector device}: which boxes may enter the embedded broker. */
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    description = "Lets boxes into the embedded broker, lists them and shuts them out.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DeviceCommand.Add.class, DeviceCommand.Show.class, DeviceCommand.Revoke.class})
final class DeviceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: add, list or revoke");
  }

  /** {@code device add}. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a password for a box and prints it; its user is TENANT/STORE/DEVICE.",
        "It is shown this once and kept nowhere; the one before is no longer good."
      })
  static final class Add implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Parameters(paramLabel = "TENANT/STORE/DEVICE", description = "The box.")
    private String device = "";

    @Option(names = "--json", description = "Print one JSON object: user, password.")
    private boolean json;

    @Override
    public Integer call() {
      DeviceAddress address = DeviceAddress.parse(device);
      try (History history = config.open()) {
        String password = history.credentials().issue(address);
        Output.secret(
            spec,
            json,
            Map.of("user", address.toString(), "password", password),
            "password of " + address + ", shown this once:",
            password);
      }
      return 0;
    }
  }

  /** {@code device list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the boxes that were ever let in.")
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
            history.credentials().list(),
            DeviceCommand::fields,
            List.of("device", "created", "revoked"),
            DeviceCommand::cells);
      }
      return 0;
    }
  }

  /** {@code device revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Shuts a box out: its password is no longer good.")
  static final class Revoke implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigFlag config = new ConfigFlag();

    @Parameters(paramLabel = "TENANT/STORE/DEVICE", description = "The box.")
    private String device = "";

    @Override
    public Integer call() {
      DeviceAddress address = DeviceAddress.parse(device);
      try (History history = config.open()) {
        if (!history.credentials().revoke(address)) {
          throw new CommandException(
              "%s has no password that is in force: look at device list".formatted(address));
        }
      }
      Output.say(spec, "revoked " + address);
      return 0;
    }
  }

  private static List<String> cells(Credential one) {
    return List.of(one.device().toString(), one.created().toString(), Output.time(one.revoked()));
  }

  private static Map<String, String> fields(Credential one) {
    return Map.of(
        "device", one.device().toString(),
        "created", one.created().toString(),
        "revoked", one.revoked().map(Object::toString).orElse(""));
  }
}
