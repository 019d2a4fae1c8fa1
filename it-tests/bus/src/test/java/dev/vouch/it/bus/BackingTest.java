package dev.vouch.it.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.bus.BusClient;
import dev.vouch.core.kernel.Metric;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.it.bus.Candidate.Version;
import dev.vouch.it.bus.Members.Node;
import dev.vouch.messages.CandidateBackingMessage.GetBackedCandidates;
import dev.vouch.messages.OverseerMessage.WaitForActivation;
import dev.vouch.messages.ProvisionerMessage.RequestInherentData;
import dev.vouch.node.NodeMeters;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.DescriptorVersion;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.NodeFeatures.Feature;
import dev.vouch.primitives.ParaId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three validators on a real cluster: from Second to a head that moved. */
class BackingTest {
  @TempDir static Path artifacts;
  private static Members members;

  @TempDir Path directory;
  private List<Node> nodes = List.of();
  private final List<HostApp> hosts = new ArrayList<>();

  @BeforeAll
  static void startCluster() {
    members = new Members("backing-test", artifacts);
  }

  @AfterAll
  static void stopCluster() {
    members.close();
  }

  @AfterEach
  void undeploy() {
    nodes.forEach(Node::undeploy);
    hosts.forEach(HostApp::close);
  }

  private HostApp network(ParaId para, NodeFeatures features) {
    HostApp host = new HostApp(Chains.spec(2, para, features));
    hosts.add(host);
    nodes = members.deployAll(host, directory);
    nodes.forEach(node -> node.put(TestPara.of(para).code()));
    return host;
  }

  @Test
  void candidatesWithDescriptorsOfVersion2And1AreBackedByAllAndIncluded() {
    HostApp host = network(Chains.ADDER, NodeFeatures.none());

    host.author(List.of());
    Candidate first = backed(host, 0, Chains.ADDER, Version.V2);
    assertThat(first.receipt().descriptor().version()).isInstanceOf(DescriptorVersion.V2.class);

    Candidate second = backed(host, 1, Chains.ADDER, Version.V1);
    assertThat(second.receipt().descriptor().version()).isInstanceOf(DescriptorVersion.V1.class);
    assertThat(second.pvd().parentHead().hash()).isEqualTo(first.receipt().descriptor().paraHead());

    for (Node node : nodes) {
      NodeMeters meters = node.plugin().context().meters();
      assertThat(meters.counted(Metric.SIGNED_STATEMENTS)).as(node.name()).isEqualTo(2);
      assertThat(meters.counted(Metric.CANDIDATES_VALID)).as(node.name()).isEqualTo(2);
      assertThat(meters.counted(Metric.CANDIDATES_BACKED)).as(node.name()).isEqualTo(2);
      assertThat(meters.counted(Metric.PEER_SIGNATURES_BAD)).as(node.name()).isZero();
      assertThat(meters.counted(Metric.MISBEHAVIORS)).as(node.name()).isZero();
    }
  }

  @Test
  void withTheFeatureOnACandidateOfVersion3IsBackedWithAnOlderRelayParent() {
    HostApp host = network(Chains.UNDYING, NodeFeatures.none().with(Feature.CANDIDATE_RECEIPT_V3));

    host.author(List.of());
    host.author(List.of());
    Candidate candidate = backed(host, 0, Chains.UNDYING, Version.V3);
    assertThat(candidate.receipt().descriptor().version()).isInstanceOf(DescriptorVersion.V3.class);
    assertThat(candidate.receipt().descriptor().relayParent())
        .isNotEqualTo(candidate.schedulingParent());
  }

  /** One validator seconds, the others validate and sign, the next author includes it. */
  private Candidate backed(HostApp host, int seconder, ParaId para, Version version) {
    RelayBlock leaf = host.best();
    nodes.forEach(node -> Await.result(node.host().request(new WaitForActivation(leaf.hash()))));
    Candidate candidate = Candidate.next(host, para, TestPara.of(para), version);
    Node proposer = nodes.get(seconder);
    proposer.put(candidate.pov());
    proposer.host().send(candidate.second(), 0);
    host.awaitSeconded(candidate.hash(), proposer.plugin().context().explanations()::recent);

    for (Node node : nodes) {
      Await.until(node.name() + " knows three votes", () -> votes(node.host(), candidate) == 3);
    }
    Node author = nodes.get((seconder + 1) % nodes.size());
    List<BackedCandidate> inherent =
        Await.result(author.host().request(new RequestInherentData(leaf.hash())))
            .backedCandidates();
    assertThat(inherent).hasSize(1);
    assertThat(inherent.getFirst().candidate().hash()).isEqualTo(candidate.hash());

    RelayBlock next = host.author(inherent);
    assertThat(next.dropped()).isEmpty();
    assertThat(host.head(para).hash()).isEqualTo(candidate.receipt().descriptor().paraHead());
    return candidate;
  }

  private static int votes(BusClient host, Candidate candidate) {
    GetBackedCandidates all =
        new GetBackedCandidates(candidate.schedulingParent(), List.of(candidate.hash()));
    return Await.result(host.request(all)).candidates().stream()
        .mapToInt(backed -> backed.validityVotes().size())
        .sum();
  }
}
