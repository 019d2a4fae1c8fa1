package dev.vouch.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import java.util.UUID;

/** The Hazelcast configuration of a member, built in code: no file, no discovery, no surprises. */
final class HazelcastConfig {
  /**
   * A member that does not answer for so long is gone: about one block of six seconds. Lower values
   * punish pauses of the garbage collector and busy machines.
   */
  static final int MAX_SILENCE_SECONDS = 5;

  /** After a healed partition, members merge within this time; Hazelcast's default is 5 minutes. */
  static final int MERGE_FIRST_SECONDS = 10;

  static final int MERGE_NEXT_SECONDS = 5;

  /**
   * Few keys live in the cluster: addresses and members. The default of 271 costs start-up time.
   */
  static final int PARTITIONS = 31;

  private HazelcastConfig() {}

  static Config of(ClusterSettings settings) {
    Config config = new Config();
    config.setClusterName(settings.name());
    config.setProperty("hazelcast.phone.home.enabled", "false");
    // Our own shutdown sequence ends Hazelcast; its hook takes up to 8 seconds.
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.count", Integer.toString(PARTITIONS));
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", Integer.toString(MAX_SILENCE_SECONDS));
    config.setProperty(
        "hazelcast.merge.first.run.delay.seconds", Integer.toString(MERGE_FIRST_SECONDS));
    config.setProperty(
        "hazelcast.merge.next.run.delay.seconds", Integer.toString(MERGE_NEXT_SECONDS));
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.socket.server.bind.any", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    // Addresses and members only: the thread pools sized by cores are for databases.
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.io.thread.count", "1");
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    // Vert.x names the members of a Hazelcast instance that it did not make itself by this.
    config.getMemberAttributeConfig().setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
    network(config.getNetworkConfig(), settings);
    config.getSerializationConfig().setJavaSerializationFilterConfig(filter());
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(1)
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
    return config;
  }

  private static void network(NetworkConfig network, ClusterSettings settings) {
    network.setPort(settings.port()).setPortAutoIncrement(false);
    network.setPublicAddress(settings.host() + ":" + settings.port());
    network.getInterfaces().setEnabled(true).addInterface(settings.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
    settings.members().forEach(join.getTcpIpConfig()::addMember);
  }

  /**
   * Denies every class but what members really say to each other: what Vert.x keeps in the cluster,
   * Hazelcast's own types, and the failures of the platform that its operations answer with.
   */
  private static JavaSerializationFilterConfig filter() {
    JavaSerializationFilterConfig filter =
        new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes("com.hazelcast.", "java.lang.", "[Ljava.lang.StackTraceElement")
        .addClasses(
            "io.vertx.spi.cluster.hazelcast.impl.HazelcastNodeInfo",
            "io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo",
            "java.io.IOException",
            "java.util.ArrayList",
            "java.util.Collections$EmptyList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.UUID",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.ExecutionException",
            "java.util.concurrent.RejectedExecutionException",
            "java.util.concurrent.TimeoutException");
    return filter;
  }
}
