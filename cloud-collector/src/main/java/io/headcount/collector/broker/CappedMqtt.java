package io.headcount.collector.broker;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTRoutingHandler;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.ConnectionEntry;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManagerFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.Connection;

/**
 * The broker's MQTT with a cap on what it collects of one packet. Left alone it takes 256 MiB from
 * anybody, before any login. Stateless.
 */
final class CappedMqtt extends MQTTProtocolManagerFactory {
  private final int packetBytes;

  /**
   * @param packetBytes announced to clients. Up to twice as much is read, so that a packet just too
   *     large is answered as MQTT says, and not taken for garbage
   */
  CappedMqtt(int packetBytes) {
    this.packetBytes = packetBytes;
  }

  // the broker's interface names the raw type, and what it makes is of the type cast to
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public ProtocolManager createProtocolManager(
      ActiveMQServer server,
      Map<String, Object> parameters,
      List<BaseInterceptor> incoming,
      List<BaseInterceptor> outgoing)
      throws Exception {
    return new Capped(
        super.createProtocolManager(server, parameters, incoming, outgoing), packetBytes * 2);
  }

  /** Hands everything on but the decoder. */
  private record Capped(
      ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> mqtt, int mostBytesRead)
      implements ProtocolManager<MQTTInterceptor, MQTTRoutingHandler> {
    @Override
    public void addChannelHandlers(ChannelPipeline pipeline) {
      mqtt.addChannelHandlers(pipeline);
      pipeline.replace(MqttDecoder.class, "capped-decoder", new MqttDecoder(mostBytesRead));
    }

    @Override
    public ProtocolManagerFactory<MQTTInterceptor> getFactory() {
      return mqtt.getFactory();
    }

    // the broker's interface names the raw type
    @Override
    @SuppressWarnings("rawtypes")
    public void updateInterceptors(List<BaseInterceptor> incoming, List<BaseInterceptor> outgoing) {
      mqtt.updateInterceptors(incoming, outgoing);
    }

    @Override
    public ConnectionEntry createConnectionEntry(Acceptor acceptor, Connection connection) {
      return mqtt.createConnectionEntry(acceptor, connection);
    }

    @Override
    public void handleBuffer(RemotingConnection connection, ActiveMQBuffer buffer) {
      mqtt.handleBuffer(connection, buffer);
    }

    @Override
    public boolean isProtocol(byte[] start) {
      return mqtt.isProtocol(start);
    }

    @Override
    public boolean acceptsNoHandshake() {
      return mqtt.acceptsNoHandshake();
    }

    @Override
    public void handshake(NettyServerConnection connection, ActiveMQBuffer buffer) {
      mqtt.handshake(connection, buffer);
    }

    @Override
    public List<String> websocketSubprotocolIdentifiers() {
      return mqtt.websocketSubprotocolIdentifiers();
    }

    @Override
    public void setAnycastPrefix(String prefix) {
      mqtt.setAnycastPrefix(prefix);
    }

    @Override
    public void setMulticastPrefix(String prefix) {
      mqtt.setMulticastPrefix(prefix);
    }

    @Override
    public Map<SimpleString, RoutingType> getPrefixes() {
      return mqtt.getPrefixes();
    }

    @Override
    public void setSecurityDomain(String domain) {
      mqtt.setSecurityDomain(domain);
    }

    @Override
    public String getSecurityDomain() {
      return mqtt.getSecurityDomain();
    }

    @Override
    public MQTTRoutingHandler getRoutingHandler() {
      return mqtt.getRoutingHandler();
    }
  }
}
