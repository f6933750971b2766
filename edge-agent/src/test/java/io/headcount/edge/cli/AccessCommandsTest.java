package io.headcount.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headcount.edge.access.BoxAccess;
import io.headcount.edge.access.BoxAccess.Answer;
import io.headcount.edge.cli.Program.Outcome;
import io.headcount.web.access.AccessToken;
import io.headcount.web.access.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody with the box's shell may do, while the agent runs. */
final class AccessCommandsTest {
  private static final String PASSWORD = "four words for me";
  private static final Network HERE = new Network("0a000001");

  @TempDir private Path folder;
  private Path config;
  private BoxAccess running;

  @BeforeEach
  void box() throws IOException {
    config =
        Files.writeString(
            folder.resolve("agent.yaml"),
            "data: state\ncameras: [{id: usb, source: /dev/video0}]\n");
    running =
        BoxAccess.open(
            folder.resolve("state"),
            "box",
            Optional.empty(),
            InstantSource.system(),
            System::nanoTime);
  }

  @Test
  void aCodeClaimsTheBoxAndUnclaimStartsOver() {
    Outcome first = run("claim-code");
    assertThat(first.out().strip()).matches("(\\w{4}-){2}\\w{4}");
    AccessToken session = welcome(running.claim(first.out(), PASSWORD, HERE));

    Outcome refused = run("claim-code");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("claimed already").contains("unclaim");

    Outcome unclaimed = run("unclaim");
    assertThat(unclaimed.out()).contains("the password is forgotten, and 1 session ended");
    assertThat(running.signedIn(session)).isFalse();
    String code = unclaimed.out().replaceAll("(?s).*with the code ([\\w-]+).*", "$1");
    welcome(running.claim(code, PASSWORD, HERE));
  }

  @Test
  void tokensAreMadeListedAndRevoked() {
    String token = run("token", "create", "prometheus").out().strip();
    assertThat(running.admits(token)).isTrue();
    assertThat(run("token", "create", "prometheus").err()).contains("already");
    assertThat(run("token", "list").out()).startsWith("prometheus").doesNotContain(token);
    assertThat(run("token", "revoke", "prometheus").status()).isZero();
    assertThat(running.admits(token)).isFalse();
    assertThat(run("token", "revoke", "prometheus").err()).contains("there is no token");
    assertThat(run("token", "list").out()).contains("there is no token");
  }

  @Test
  void aLinkLeadsToTheRunningPage() throws IOException {
    assertThat(run("sign-in-link").err()).contains("no agent has run with the data folder");
    Files.writeString(folder.resolve("state").resolve("page.address"), "https://box:8443\n");
    String link = run("sign-in-link").out().strip();
    assertThat(link).startsWith("https://box:8443/sign-in#");
    AccessToken code = AccessToken.parse(link.substring(link.indexOf('#') + 1)).orElseThrow();
    welcome(running.signInByLink(code));
  }

  private Outcome run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--config=" + config;
    return Program.run(all);
  }

  private static AccessToken welcome(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Welcome.class);
    return ((Answer.Welcome) answer).session();
  }
}
