package dev.vouch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusteredVertxTest {
  private final java.util.List<ClusteredVertx> nodes = new java.util.ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (ClusteredVertx node : nodes) {
      await(node.close());
    }
    assertThat(Hazelcast.getAllHazelcastInstances()).isEmpty();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private ClusteredVertx start(ClusterSettings settings) throws Exception {
    ClusteredVertx node = await(ClusteredVertx.start(settings));
    nodes.add(node);
    return node;
  }

  @Test
  void twoMembersShareTheBusAndEndAtOnce() throws Exception {
    int first = FreePort.onLoopback();
    int second = FreePort.onLoopback();
    List<String> members = List.of("127.0.0.1:" + first);
    ClusteredVertx alice = start(ClusterSettings.loopback("two", first, members));
    ClusteredVertx bob = start(ClusterSettings.loopback("two", second, members));

    assertThat(alice.members()).isEqualTo(2);
    assertThat(ask(alice, bob)).isEqualTo("hello bob");
    long start = System.nanoTime();
    await(bob.close());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(bob.isRunning()).isFalse();
    await(bob.close());
  }

  @Test
  void anotherClusterNameDoesNotJoin() throws Exception {
    int first = FreePort.onLoopback();
    List<String> members = List.of("127.0.0.1:" + first);
    ClusteredVertx alice = start(ClusterSettings.loopback("one", first, members));
    ClusteredVertx eve = start(ClusterSettings.loopback("other", FreePort.onLoopback(), members));

    assertThat(alice.members()).isEqualTo(1);
    assertThat(eve.members()).isEqualTo(1);
  }

  @Test
  void aBusOnMutualTlsCarriesMessagesAndRefusesAMemberOfAnotherAuthority(@TempDir Path dir)
      throws Exception {
    SelfSignedCertificate ours = SelfSignedCertificate.create("localhost");
    SelfSignedCertificate theirs = SelfSignedCertificate.create("localhost");
    int first = FreePort.onLoopback();
    List<String> members = List.of("127.0.0.1:" + first);
    ClusteredVertx alice = start(tls(first, members, ours));
    ClusteredVertx bob = start(tls(FreePort.onLoopback(), members, ours));
    ClusteredVertx eve = start(tls(FreePort.onLoopback(), members, theirs));

    assertThat(ask(alice, bob)).isEqualTo("hello bob");
    assertThatThrownBy(() -> ask(alice, eve)).isInstanceOf(Exception.class);
  }

  private static ClusterSettings tls(
      int port, List<String> members, SelfSignedCertificate certificate) throws IOException {
    Path key = Path.of(certificate.privateKeyPath());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path own = Path.of(certificate.certificatePath());
    return new ClusterSettings(
        "tls", "127.0.0.1", port, members, 0, new BusSecurity.MutualTls(own, key, own), false);
  }

  /** {@code asked} registers an address of its own, {@code asking} asks there. */
  private static String ask(ClusteredVertx asking, ClusteredVertx asked) throws Exception {
    String address = "test." + System.identityHashCode(asked);
    var consumer =
        asked
            .vertx()
            .eventBus()
            .<String>consumer(address, message -> message.reply("hello " + message.body()));
    await(consumer.completion());
    return await(
        asking
            .vertx()
            .eventBus()
            .<String>request(address, "bob", new DeliveryOptions().setSendTimeout(3_000))
            .map(reply -> reply.body()));
  }
}
