package io.headcount.collector.broker;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.AttributeKey;
import java.util.Optional;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Ends connections that break rules which {@link Guard} cannot see, before their packet reaches the
 * broker. Stateless: what it remembers is an attribute of the connection.
 */
final class Doorman implements MQTTInterceptor {
  /** Present once a connection has introduced itself. */
  private static final AttributeKey<Optional<String>> WILL =
      AttributeKey.valueOf(Doorman.class, "will");

  /** The broker reads it as "queue of this address", which would get round the topics. */
  static final String QUEUE_MARK = "::";

  /** The topic of the last will that came with the connection's CONNECT packet. */
  static Optional<String> will(RemotingConnection connection) {
    Optional<String> will = channel(connection).attr(WILL).get();
    return will == null ? Optional.empty() : will;
  }

  @Override
  public boolean intercept(MqttMessage packet, RemotingConnection connection) {
    Channel channel = channel(connection);
    if (packet instanceof MqttConnectMessage connect) {
      Optional<String> will =
          connect.variableHeader().isWillFlag()
              ? Optional.of(connect.payload().willTopic())
              : Optional.empty();
      return !will.orElse("").contains(QUEUE_MARK) && channel.attr(WILL).setIfAbsent(will) == null;
    }
    if (channel.attr(WILL).get() == null) {
      return false;
    }
    return switch (packet) {
      case MqttPublishMessage publish -> !publish.variableHeader().topicName().contains(QUEUE_MARK);
      case MqttSubscribeMessage subscribe ->
          subscribe.payload().topicSubscriptions().stream()
              .noneMatch(wanted -> wanted.topicFilter().contains(QUEUE_MARK));
      default -> true;
    };
  }

  static Channel channel(RemotingConnection connection) {
    return ((NettyConnection) connection.getTransportConnection()).getNettyChannel();
  }
}
