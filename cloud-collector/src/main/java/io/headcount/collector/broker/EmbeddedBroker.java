package io.headcount.collector.broker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.Binding;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServiceRegistry;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 broker in this process, with one listening socket and nothing else. Thread-safe.
 *
 * <p>Retained messages survive a restart. Sessions do not: what was on its way to a subscriber is
 * sent again by whoever has not seen the collector's acknowledgement, and a queue whose subscriber
 * never returns would be kept for ever. Devices that bring more than is fetched are made to wait;
 * see {@link Turnstile}.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String COLLECTOR = "_collector";
  private static final SimpleString RETAINED = SimpleString.of(MQTTUtil.MQTT_RETAIN_ADDRESS_PREFIX);

  /** Devices wait when half of the memory is taken: the other half is for what cannot wait. */
  private static final int ROOM_SHARE = 2;

  private final ActiveMQServer server;
  private final FolderLock lock;
  private final Login login;
  private final URI address;

  private EmbeddedBroker(ActiveMQServer server, FolderLock lock, Login login, URI address) {
    this.server = server;
    this.lock = lock;
    this.login = login;
    this.address = address;
  }

  /** Which broker this is, and its version. */
  public static String version() {
    return "Artemis " + VersionLoader.getVersion().getFullVersion();
  }

  /**
   * Starts it and returns when clients can connect.
   *
   * @throws BrokerException the folder, the address or the certificate cannot be used
   */
  public static EmbeddedBroker start(BrokerOptions options, Access access) {
    BrokerLog.tame();
    Login login = Login.random(COLLECTOR);
    checkFiles(options);
    FolderLock lock = FolderLock.take(options.folder());
    ActiveMQServer server = null;
    try {
      server = new ActiveMQServerImpl(Settings.broker(options, login), new Guard(access, login));
      intercept(server, options);
      server.addProtocolManagerFactory(new CappedMqtt(options.packetBytes()));
      server.start();
      forgetSessions(server);
      return new EmbeddedBroker(server, lock, login, listen(server, options));
    } catch (Exception e) {
      stopQuietly(server, lock, e);
      throw new BrokerException(
          "the embedded broker does not start in " + options.folder() + ": " + e.getMessage(), e);
    }
  }

  private static void intercept(ActiveMQServer server, BrokerOptions options) {
    Turnstile turnstile =
        new Turnstile(
            () -> server.getPagingManager().getGlobalSize(), options.memoryBytes() / ROOM_SHARE);
    ServiceRegistry registry = server.getServiceRegistry();
    registry.addIncomingInterceptor(new Doorman());
    registry.addIncomingInterceptor(turnstile.incoming());
    registry.addOutgoingInterceptor(new Announcement(options.receiveMaximum()));
    registry.addOutgoingInterceptor(turnstile.outgoing());
  }

  private static void checkFiles(BrokerOptions options) {
    try {
      Files.createDirectories(options.folder());
    } catch (IOException e) {
      throw FolderLock.unusable(options.folder(), e);
    }
    options
        .tls()
        .ifPresent(
            tls -> {
              requireReadable(tls.certificate());
              requireReadable(tls.key());
            });
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file)) {
      throw new BrokerException(
          "the embedded broker cannot read " + file + ": name a PEM file that this user may read");
    }
  }

  /** Before anybody can connect: queues of subscribers, of which the journal kept the durable. */
  private static void forgetSessions(ActiveMQServer server) throws Exception {
    for (SimpleString queue : subscriptions(server)) {
      server.destroyQueue(queue);
    }
  }

  private static List<SimpleString> subscriptions(ActiveMQServer server) {
    return server
        .getPostOffice()
        .getAllBindings()
        .filter(QueueBinding.class::isInstance)
        .map(Binding::getUniqueName)
        .filter(name -> !name.startsWith(RETAINED))
        .toList();
  }

  /** The queues of all subscriptions, for the tests: nothing may be left behind. */
  List<String> queues() {
    return subscriptions(server).stream().map(SimpleString::toString).toList();
  }

  /** Messages that subscribers have not acknowledged, for the tests. */
  long waiting() {
    return subscriptions(server).stream()
        .mapToLong(name -> server.locateQueue(name).getMessageCount())
        .sum();
  }

  private static URI listen(ActiveMQServer server, BrokerOptions options) throws Exception {
    Acceptor acceptor = server.getRemotingService().createAcceptor(Settings.acceptor(options));
    if (acceptor == null) {
      throw new BrokerException(
          "its listener cannot be made: look at the certificate and key, if any");
    }
    acceptor.start();
    return new URI(
        options.tls().isPresent() ? "ssl" : "tcp",
        null,
        options.host(),
        acceptor.getActualPort(),
        null,
        null,
        null);
  }

  private static void stopQuietly(
      @Nullable ActiveMQServer server, FolderLock lock, Exception cause) {
    try (lock) {
      if (server != null) {
        server.stop();
      }
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  /** Where clients connect: {@code tcp://HOST:PORT}, or {@code ssl://HOST:PORT} with TLS. */
  public URI address() {
    return address;
  }

  /** What the collector itself enters with: everything under {@code headcount/}. */
  public Login collector() {
    return login;
  }

  /** Disconnects everybody and writes what is left. May be called again. */
  @Override
  public void close() {
    try (lock) {
      server.stop();
    } catch (Exception e) {
      throw new BrokerException("the embedded broker does not stop: end the program", e);
    }
  }
}
