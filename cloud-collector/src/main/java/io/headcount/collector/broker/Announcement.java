package io.headcount.collector.broker;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** Tells clients the Receive Maximum, which the broker itself leaves out. Stateless. */
final class Announcement implements MQTTInterceptor {
  private static final String MQTT_5 = "MQTT5";

  private final int receiveMaximum;

  Announcement(int receiveMaximum) {
    this.receiveMaximum = receiveMaximum;
  }

  @Override
  public boolean intercept(MqttMessage packet, RemotingConnection connection) {
    if (packet instanceof MqttConnAckMessage answer
        && answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED
        && MQTT_5.equals(connection.getProtocolName())) {
      answer
          .variableHeader()
          .properties()
          .add(new IntegerProperty(MqttPropertyType.RECEIVE_MAXIMUM.value(), receiveMaximum));
    }
    return true;
  }
}
