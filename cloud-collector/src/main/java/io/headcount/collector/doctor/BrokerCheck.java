package io.headcount.collector.doctor;

import io.headcount.collector.config.BrokerConfig;
import io.headcount.delivery.link.Credentials;
import io.headcount.delivery.link.LinkListener;
import io.headcount.delivery.link.LinkOptions;
import io.headcount.delivery.link.LinkTimings;
import io.headcount.delivery.link.Message;
import io.headcount.delivery.link.MqttLink;
import io.headcount.delivery.link.Session;
import io.headcount.delivery.link.TlsFiles;
import io.headcount.program.doctor.Check;
import io.headcount.program.doctor.Finding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** The broker lets the collector in. */
record BrokerCheck(String collector, BrokerConfig.External broker, InstantSource clock)
    implements Check {
  private static final Duration WAIT = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(40);
  }

  @Override
  public Finding run() throws InterruptedException {
    CompletableFuture<Optional<String>> refusal = new CompletableFuture<>();
    // an id of its own: the collector's would push a running one out
    LinkOptions options =
        LinkOptions.to(
                broker.url(), "headcount-doctor-" + collector + "-" + ProcessHandle.current().pid())
            .withCredentials(
                broker.login().map(l -> new Credentials(l.user(), l.password().reveal())))
            .withTls(tls());
    MqttLink link =
        MqttLink.start(
            options,
            LinkTimings.DEFAULT,
            Optional::empty,
            new Answer(refusal),
            clock,
            System::nanoTime,
            RandomGenerator.getDefault(),
            "doctor-broker");
    try {
      Optional<String> reason = refusal.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
      return reason
          .map(text -> Finding.fail(name(), broker + " does not let the collector in", text))
          .orElseGet(() -> Finding.ok(name(), broker + " lets the collector in"));
    } catch (TimeoutException e) {
      return Finding.fail(
          name(), broker + " does not answer", "check the network and the firewall between");
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot fail", e);
    } finally {
      link.close();
    }
  }

  private Optional<TlsFiles> tls() {
    Optional<TlsFiles.Identity> identity =
        broker.identity().map(pair -> new TlsFiles.Identity(pair.certificate(), pair.key()));
    return broker.ca().isEmpty() && identity.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsFiles(broker.ca(), identity));
  }

  /** What the first attempt came to; empty when it was let in. */
  private record Answer(CompletableFuture<Optional<String>> refusal) implements LinkListener {
    @Override
    public void connected(Session session) {
      refusal.complete(Optional.empty());
    }

    @Override
    public void message(Session session, Message message) {
      message.acknowledge(); // nothing was subscribed to
    }

    @Override
    public void disconnected(Session session, String reason) {
      refusal.complete(Optional.of(reason));
    }

    @Override
    public void failed(String reason) {
      refusal.complete(Optional.of(reason));
    }
  }
}
