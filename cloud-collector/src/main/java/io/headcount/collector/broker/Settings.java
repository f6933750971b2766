package io.headcount.collector.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;

/** What the broker is told, and why. */
final class Settings {
  static final String ACCEPTOR = "mqtt";

  private static final int MIB = 1 << 20;
  private static final int KEEP_ALIVE_S = 60;
  private static final int HANDSHAKE_S = 30;
  private static final long LOCK_MS = 2_000;
  private static final int THREADS = 2 * Guard.LOGINS_AT_ONCE;
  private static final int SESSION_S = 86_400;

  /** Newest messages that wait for a device that is away: a newer one says what an older said. */
  private static final int RING = 64;

  /** Messages on their way into a queue before it grows; by default 32 KiB are taken for them. */
  private static final int QUEUE_ROOM = 32;

  private Settings() {}

  static Configuration broker(BrokerOptions options, Login own) throws Exception {
    Path folder = options.folder();
    Configuration configuration = new ConfigurationImpl();
    configuration
        .setName("headcount")
        .setPersistenceEnabled(true)
        .setJournalType(JournalType.NIO)
        .setJournalDirectory(folder.resolve("journal").toString())
        .setBindingsDirectory(folder.resolve("bindings").toString())
        .setPagingDirectory(folder.resolve("paging").toString())
        .setLargeMessagesDirectory(folder.resolve("large").toString())
        .setJournalFileSize(Math.max(4 * MIB, 4 * options.packetBytes()))
        .setJournalPoolFiles(2);
    // a packet must fit, or it goes to a file of its own
    configuration.setJournalBufferSize_NIO(2 * options.packetBytes());
    configuration
        .setGlobalMaxSize(options.memoryBytes())
        .setMaxDiskUsage(-1)
        .setMinDiskFree(128L * MIB)
        .setThreadPoolMaxSize(THREADS)
        .setScheduledThreadPoolMaxSize(2)
        .setJournalLockAcquisitionTimeout(LOCK_MS)
        .setAddressQueueScanPeriod(30_000)
        // sessions end with the broker: see EmbeddedBroker
        .setMqttSubscriptionPersistenceEnabled(false)
        // topics as they are written, without translation
        .setWildCardConfiguration(
            new WildcardConfiguration().setDelimiter('/').setAnyWords('#').setSingleWord('+'))
        .setSecurityEnabled(true)
        // Guard keeps what it knows with the connection; a cache would answer for another one
        .setAuthenticationCacheSize(0)
        .setAuthorizationCacheSize(0)
        .setClusterPassword(own.reveal())
        .setResolveProtocols(false)
        .setJMXManagementEnabled(false)
        .setMessageCounterEnabled(false)
        .setGracefulShutdownEnabled(false)
        // it would end the whole program when the disk is slow
        .setCriticalAnalyzer(false);
    return addresses(configuration);
  }

  private static Configuration addresses(Configuration configuration) {
    configuration.addAddressSetting("#", topics());
    // The collector answers devices here. A full queue of one that is away must not stop it.
    for (String down : new String[] {"ack", "config/desired", "cmd"}) {
      configuration.addAddressSetting("headcount/v1/+/+/+/" + down, answers());
    }
    configuration.addAddressSetting("headcount/v1/_collectors/+/state", answers());
    return configuration;
  }

  /**
   * When the memory is full although devices were made to wait, topics refuse: the device is
   * disconnected unacknowledged, backs off, sends again. There is one limit for all: a queue over
   * many topics counts towards none of them.
   */
  private static AddressSettings topics() {
    return new AddressSettings()
        // BLOCK holds back other protocols only, PAGE would move the growth to the disk
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
        .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
        // the default gives a message up after ten deliveries
        .setMaxDeliveryAttempts(-1)
        // each subscription of each device has a queue, and most are empty
        .setInitialQueueBufferSize(QUEUE_ROOM)
        .setAutoCreateAddresses(true)
        .setAutoDeleteAddresses(true)
        .setAutoDeleteAddressesDelay(600_000)
        .setAutoDeleteQueues(true)
        .setAutoDeleteQueuesDelay(600_000);
  }

  private static AddressSettings answers() {
    return topics()
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
        .setDefaultRingSize(RING);
  }

  static TransportConfiguration acceptor(BrokerOptions options) throws IOException {
    Map<String, Object> mqtt = new HashMap<>();
    mqtt.put("host", options.host());
    mqtt.put("port", options.port());
    mqtt.put("protocols", "MQTT");
    mqtt.put("connectionsAllowed", options.connections());
    mqtt.put("maximumPacketSize", options.packetBytes());
    // also what a connection may stay silent before it has logged in, times 1.5
    mqtt.put("serverKeepAlive", KEEP_ALIVE_S);
    // until its first byte: thousands that come back together come late
    mqtt.put("handshake-timeout", HANDSHAKE_S);
    // names for topics are kept for each connection, 65535 of them if allowed
    mqtt.put("topicAliasMaximum", 0);
    mqtt.put("defaultMaximumInFlightPublishMessages", options.receiveMaximum());
    mqtt.put("defaultMqttSessionExpiryInterval", SESSION_S);
    // one event loop is ample for parsing, and each has its own buffers
    mqtt.put("remotingThreads", 2);
    mqtt.put("useEpoll", false);
    mqtt.put("useKQueue", false);
    if (options.tls().isPresent()) {
      encrypt(mqtt, options.tls().get(), options.folder());
    }
    return new TransportConfiguration(NettyAcceptorFactory.class.getName(), mqtt, ACCEPTOR);
  }

  private static void encrypt(Map<String, Object> mqtt, BrokerOptions.Tls tls, Path folder)
      throws IOException {
    Properties files = new Properties();
    files.setProperty("alias", "broker");
    files.setProperty("source.cert", tls.certificate().toString());
    files.setProperty("source.key", tls.key().toString());
    Path list = folder.resolve("tls.properties");
    try (OutputStream out = Files.newOutputStream(list)) {
      files.store(out, "written at each start: the files that make up the broker's key store");
    }
    mqtt.put("sslEnabled", true);
    mqtt.put("keyStoreType", "PEMCFG");
    mqtt.put("keyStorePath", list.toString());
    mqtt.put("enabledProtocols", "TLSv1.3,TLSv1.2");
  }
}
