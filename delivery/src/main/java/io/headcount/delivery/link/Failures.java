package io.headcount.delivery.link;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong and what to do about it; never a secret. */
final class Failures {
  private static final String HANDSHAKE_ENDED =
      "ended the TLS handshake: is it its TLS port, and has its authority signed this side's"
          + " certificate?";

  private Failures() {}

  /** No line to the broker. */
  static LinkException connecting(LinkOptions options, Exception cause) {
    boolean cut = options.secured() && has(cause, SocketException.class);
    String words = cut && !has(cause, ConnectException.class) ? HANDSHAKE_ENDED : line(cause);
    return new LinkException(options.name() + ": " + words, cause);
  }

  private static String line(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ ->
          "no such host: check its name and the name service of this machine";
      case SSLException tls -> tls(tls);
      case SocketTimeoutException _ -> "no answer: check the network and the firewall between";
      case NoRouteToHostException _ -> "no way there: check the network and the firewall between";
      case ConnectException refused when said(refused, "refused") ->
          "nothing listens there: start the broker, or correct host and port";
      default -> "cannot be reached: " + cause.getMessage();
    };
  }

  private static String tls(SSLException cause) {
    if (has(cause, CertificateExpiredException.class)) {
      return "its certificate has expired: renew it, or set the clock of this machine right";
    }
    if (has(cause, CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet: set the clock of this machine right";
    }
    if (said(cause, "PKIX") || said(cause, "trust anchor")) {
      return "its certificate is signed by nobody trusted here: name the authority's PEM file";
    }
    if (said(cause, "No subject alternative") || said(cause, "No name matching")) {
      return "its certificate is for another host: use the name that is in it, or renew it";
    }
    if (said(cause, "unrecognized SSL message")) {
      return "does not speak TLS there: use its TLS port, or mqtt:// without TLS";
    }
    if (said(cause, "fatal alert") && said(cause, "certificate")) {
      return "refuses this side's certificate ("
          + cause.getMessage()
          + "): give one that its authority has signed";
    }
    if (said(cause, "terminated the handshake")) {
      return HANDSHAKE_ENDED;
    }
    return "TLS failed: " + cause.getMessage();
  }

  /** There was a line, but no session. */
  static String refused(LinkOptions options, Throwable cause) {
    return options.name() + ": " + refusal(options, cause);
  }

  private static String refusal(LinkOptions options, Throwable cause) {
    Optional<SSLException> tls = find(cause, SSLException.class);
    if (tls.isPresent()) {
      return tls(tls.get());
    }
    if (!(cause instanceof MqttException refusal)) {
      return String.valueOf(cause.getMessage());
    }
    return switch (refusal.getReasonCode()) {
      // 50000 and above: the library cannot read the answer; an MQTT 3 broker gives such ones
      case 0x84, 1, 50_000, 50_001, 50_002, 50_003, 32_108 ->
          "does not speak MQTT 5 there: use one that does, or its MQTT port";
      case 32_204 -> "ended the connection instead of answering: it may be busy";
      case 32_109, 0 -> {
        boolean ended = has(refusal, EOFException.class) || has(refusal, SocketException.class);
        yield ended ? unanswered(options) : "no answer that can be read: " + refusal.getMessage();
      }
      default -> reason(refusal.getReasonCode());
    };
  }

  private static String unanswered(LinkOptions options) {
    return "closed the connection instead of answering: is it its MQTT port, and does it "
        + (options.secured() ? "take this side's certificate?" : "want TLS (mqtts://)?");
  }

  /** There was a session. */
  static String lost(LinkOptions options, MqttDisconnectResponse response) {
    MqttException cause = response.getException();
    if (cause == null) {
      return options.name() + ": ended the session: " + reason(response.getReturnCode());
    }
    return options.name() + ": " + lost(cause);
  }

  static String lost(LinkOptions options, MqttException cause) {
    return options.name() + ": " + lost(cause);
  }

  private static String lost(MqttException cause) {
    if (cause.getReasonCode() == 32_000) {
      return "does not answer any more: check the network between";
    }
    Optional<SSLException> tls = find(cause, SSLException.class);
    if (tls.isPresent()) {
      return tls(tls.get());
    }
    if (has(cause, EOFException.class)) {
      return "closed the connection";
    }
    Throwable origin = cause.getCause() == null ? cause : cause.getCause();
    return "connection lost: " + origin.getMessage();
  }

  /** MQTT's reason codes, the ones that people can do something about in words. */
  static String reason(int code) {
    String words =
        switch (code) {
          case 0x84 -> "it does not speak MQTT 5: use one that does";
          case 0x85 -> "it does not take this client id: use another one";
          case 0x86 -> "wrong user or password: correct them here or at the broker";
          case 0x87 -> "not authorized: correct user and password, or allow it in the broker's ACL";
          case 0x88, 0x89, 0x8B, 0x9F -> "it is busy or going down: it is tried again";
          case 0x8A -> "this client is banned: lift that at the broker";
          case 0x8D -> "it heard nothing for too long: check the network between";
          case 0x8E -> "another client has the same id: give each its own";
          case 0x8F -> "it does not take this topic filter: correct it";
          case 0x93 -> "it got more at once than it takes: raise its receive maximum";
          case 0x95 -> "the message is too large: raise the broker's limit";
          case 0x97 -> "its quota is used up: raise it at the broker";
          case 0x98 -> "somebody ended it at the broker: it is tried again";
          case 0x9A -> "it does not keep retained messages: allow them there";
          case 0x9B -> "it delivers only at most once: allow quality 1 there";
          case 0x9E -> "it has no shared subscriptions: use one that does";
          default -> "see its log";
        };
    return words + " (reason 0x%02X)".formatted(code);
  }

  private static <T extends Throwable> Optional<T> find(Throwable cause, Class<T> type) {
    return chain(cause).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static boolean has(Throwable cause, Class<? extends Throwable> type) {
    return find(cause, type).isPresent();
  }

  private static boolean said(Throwable cause, String words) {
    return chain(cause).anyMatch(each -> String.valueOf(each.getMessage()).contains(words));
  }

  private static Stream<Throwable> chain(Throwable cause) {
    return Stream.<@Nullable Throwable>iterate(
            cause, each -> each != null, each -> each == null ? null : each.getCause())
        .limit(10)
        .map(each -> each == null ? cause : each);
  }
}
