package dev.vouch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {
  private static ClusterSettings at(String host, boolean isProtected) {
    return new ClusterSettings(
        "net", host, 5701, List.of(), 0, new BusSecurity.Plain(), isProtected);
  }

  private static void refused(String key, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ClusterConfigException.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessageStartingWith("cluster." + key + ": ");
  }

  @Test
  void loopbackNeedsNoProtection() {
    assertThat(at("127.0.0.1", false).host()).isEqualTo("127.0.0.1");
  }

  @Test
  void anyOtherAddressIsRefusedUnlessTheNetworkIsProtected() {
    refused("host", () -> at("192.0.2.1", false));
    assertThat(at("192.0.2.1", true).networkIsProtected()).isTrue();
  }

  @Test
  void aWildcardIsRefusedAlsoOnAProtectedNetwork() {
    refused("host", () -> at("0.0.0.0", true));
  }

  @Test
  void illTypedValuesAreRefusedByTheirKey() {
    refused("name", () -> ClusterSettings.loopback(" ", 5701, List.of()));
    refused("port", () -> ClusterSettings.loopback("net", 0, List.of()));
    refused("port", () -> ClusterSettings.loopback("net", 70_000, List.of()));
    refused("members", () -> ClusterSettings.loopback("net", 5701, List.of("localhost")));
  }

  @Test
  void tlsFilesMustBeThereAndTheKeyPrivate(@TempDir Path dir) throws IOException {
    Path certificate = Files.writeString(dir.resolve("node.pem"), "x");
    Path key = Files.writeString(dir.resolve("key.pem"), "x");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    refused("tls.authority", () -> tls(certificate, key, dir.resolve("none.pem")));
    refused("tls.key", () -> tls(certificate, key, certificate));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(BusOptions.of(tls(certificate, key, certificate)).isTrustAll()).isFalse();
    assertThat(BusOptions.of(tls(certificate, key, certificate)).isSsl()).isTrue();
  }

  private static ClusterSettings tls(Path certificate, Path key, Path authority) {
    return new ClusterSettings(
        "net",
        "127.0.0.1",
        5701,
        List.of(),
        0,
        new BusSecurity.MutualTls(certificate, key, authority),
        false);
  }

  @Test
  void hazelcastLooksNowhereButAtTheGivenMembers() {
    Config config =
        HazelcastConfig.of(ClusterSettings.loopback("net", 5701, List.of("127.0.0.1:5702")));

    assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getJoin().getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .containsExactly("127.0.0.1:5702");
    assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
    assertThat(config.getJetConfig().isEnabled()).isFalse();
    assertThat(config.getMetricsConfig().isEnabled()).isFalse();
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.partition.count")).isEqualTo("31");
  }
}
