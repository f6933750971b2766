package io.headcount.collector.broker;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Asks who connects, once a connection, and holds every topic against what is theirs. Thread-safe.
 */
final class Guard implements ActiveMQSecurityManager5 {
  /** Half of the broker's threads: the others go on serving while passwords are checked. */
  static final int LOGINS_AT_ONCE = 16;

  private static final int WAIT_MS = 500;

  private final Access access;
  private final Login own;
  private final Semaphore logins = new Semaphore(LOGINS_AT_ONCE);

  Guard(Access access, Login own) {
    this.access = access;
    this.own = own;
  }

  /** Called for the connection and again for each of its topics; only the first time counts. */
  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String securityDomain) {
    if (connection == null) {
      return null;
    }
    Subject known = connection.getSubject();
    if (known != null) {
      return known;
    }
    if (user == null || user.isEmpty() || password == null || password.isEmpty()) {
      return null;
    }
    return enter(user, password.toCharArray(), connection)
        .map(principal -> admit(principal, connection))
        .orElse(null);
  }

  private Optional<Principal> enter(String user, char[] password, RemotingConnection connection) {
    if (!turnComes()) {
      throw new IllegalStateException("too many logins at once");
    }
    try {
      Optional<Principal> principal =
          user.equals(own.user())
              ? Optional.of(own)
                  .filter(login -> login.opens(password))
                  .map(login -> new Principal.Collector(login.user()))
              : access.authenticate(user, password, connection.getClientID());
      Optional<String> will = Doorman.will(connection);
      return principal.filter(is -> will.map(is::mayPublish).orElse(true));
    } finally {
      logins.release();
      Arrays.fill(password, '\0');
    }
  }

  /** Short, because whoever waits here keeps a thread from serving others. */
  private boolean turnComes() {
    try {
      return logins.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it is a collector that has been let in. */
  static boolean isCollector(RemotingConnection connection) {
    Subject known = connection.getSubject();
    return known != null && !known.getPrincipals(Principal.Collector.class).isEmpty();
  }

  private static Subject admit(Principal principal, RemotingConnection connection) {
    connection.setClientID(principal.session(connection.getClientID()));
    return new Subject(
        true, Set.of(new UserPrincipal(principal.getName()), principal), Set.of(), Set.of());
  }

  @Override
  public boolean authorize(
      @Nullable Subject subject, Set<Role> roles, CheckType checkType, String address) {
    return subject != null
        && subject.getPrincipals(Principal.class).stream()
            .anyMatch(principal -> may(principal, checkType, address));
  }

  /**
   * @param place a topic or a topic filter; where a queue is meant, {@code FILTER::QUEUE}
   */
  private static boolean may(Principal principal, CheckType checkType, String place) {
    int mark = place.indexOf(Doorman.QUEUE_MARK);
    String topic = mark < 0 ? place : place.substring(0, mark);
    String queue = mark < 0 ? "" : place.substring(mark + Doorman.QUEUE_MARK.length());
    return switch (checkType) {
      case SEND -> principal.mayPublish(place);
      case CONSUME,
          CREATE_DURABLE_QUEUE,
          CREATE_NON_DURABLE_QUEUE,
          DELETE_DURABLE_QUEUE,
          DELETE_NON_DURABLE_QUEUE ->
          principal.maySubscribe(topic) && owns(principal, topic, queue);
      case CREATE_ADDRESS -> principal.mayPublish(topic) || principal.maySubscribe(topic);
      case DELETE_ADDRESS, MANAGE, BROWSE, VIEW, EDIT -> false;
    };
  }

  /** Shared subscriptions have queues named after groups: only collectors may form those. */
  private static boolean owns(Principal principal, String topic, String queue) {
    return switch (principal) {
      case Principal.Collector _ -> true;
      case Principal.Device device -> queue.equals(device.getName() + "." + topic);
    };
  }

  @Override
  public boolean validateUser(String user, String password) {
    throw new UnsupportedOperationException("a login needs its connection");
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    throw new UnsupportedOperationException("a login needs its connection");
  }
}
