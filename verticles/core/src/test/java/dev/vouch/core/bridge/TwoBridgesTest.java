package dev.vouch.core.bridge;

import static dev.vouch.core.bridge.BridgeBench.LEAF;
import static dev.vouch.core.bridge.BridgeBench.LEAF_2;
import static dev.vouch.core.bridge.BridgeBench.LOCAL;
import static dev.vouch.core.bridge.BridgeBench.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.NetworkMessage.SendRequest;
import dev.vouch.messages.NetworkMessage.SendValidationMessage;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.CommittedCandidateReceipt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two bridges that talk over the true wire, message by message. */
final class TwoBridgesTest {
  private static final CommittedCandidateReceipt ONE = candidate(0, 1);
  private static final PeerId FERDIE = new PeerId("ferdie");
  private static final PeerId EVE = new PeerId("eve");

  private BridgeBench ferdie = new BridgeBench();
  private BridgeBench eve = new BridgeBench();

  private void connect() {
    ferdie.connect(EVE, 5);
    eve.connect(FERDIE, LOCAL);
  }

  /** Carries everything between the two until both are silent. */
  private void exchange() {
    while (!ferdie.outside.sent().isEmpty()
        || !eve.outside.sent().isEmpty()
        || !ferdie.outside.asked(SendRequest.class).isEmpty()
        || !eve.outside.asked(SendRequest.class).isEmpty()) {
      carry(ferdie, FERDIE, eve);
      carry(eve, EVE, ferdie);
    }
  }

  private void carry(BridgeBench from, PeerId sender, BridgeBench to) {
    List<SendValidationMessage> notifications = from.outside.sent(SendValidationMessage.class);
    List<SendRequest> requests = from.outside.asked(SendRequest.class);
    backing(from).forEach(seen::add);
    from.outside.forget();
    notifications.forEach(message -> to.receive(sender, message.notification()));
    requests.forEach(
        request -> {
          long token =
              to.outside.request(
                  new StatementDistributionInput.PeerRequest(sender, request.payload()));
          from.outside.answerOpen(SendRequest.class, to.outside.reply(token));
        });
  }

  private final List<String> seen = new java.util.ArrayList<>();

  private static List<String> backing(BridgeBench bench) {
    return bench.outside.sent(CandidateBackingMessage.Statement.class).stream()
        .map(
            message ->
                message.statement().validator()
                    + " "
                    + message.statement().statement().getClass().getSimpleName())
        .toList();
  }

  @Test
  void aProposalOfOneReachesTheBackingOfTheOther() {
    connect();
    ferdie.outside.activate(LEAF, 1);
    eve.outside.activate(LEAF, 1);
    exchange();
    ferdie.share(LOCAL, ONE, true);
    exchange();
    ferdie.share(LOCAL, ONE, false);
    exchange();
    assertThat(seen).containsExactly("2 Seconded", "2 Valid");
  }

  @Test
  void aPeerThatIsABlockBehindTakesPartWhenItArrives() {
    connect();
    ferdie.outside.activate(LEAF, 1);
    ferdie.share(LOCAL, ONE, true);
    exchange();
    assertThat(seen).isEmpty();
    assertThat(eve.outside.counted(Metric.PEER_STATEMENTS_HELD_BACK)).isEqualTo(1);
    eve.outside.activate(LEAF, 1);
    exchange();
    assertThat(seen).containsExactly("2 Seconded");
  }

  @Test
  void aPeerThatWasStartedAgainTakesPartAgain() {
    connect();
    ferdie.outside.activate(LEAF, 1);
    eve.outside.activate(LEAF, 1);
    ferdie.share(LOCAL, ONE, true);
    exchange();
    seen.clear();
    eve = new BridgeBench();
    ferdie.outside.tell(new StatementDistributionInput.PeerDisconnected(EVE));
    connect();
    ferdie.outside.activate(LEAF_2, 2, LEAF);
    eve.outside.activate(LEAF_2, 2);
    exchange();
    assertThat(seen).containsExactly("2 Seconded");
    assertThat(eve.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isEqualTo(1);
  }

  @Test
  void aLostNotificationIsRepairedByConnectingAgain() {
    connect();
    ferdie.outside.activate(LEAF, 1);
    eve.outside.activate(LEAF, 1);
    exchange();
    ferdie.share(LOCAL, ONE, true);
    ferdie.outside.forget();
    exchange();
    assertThat(seen).isEmpty();
    ferdie.outside.tell(new StatementDistributionInput.PeerDisconnected(EVE));
    eve.outside.tell(new StatementDistributionInput.PeerDisconnected(FERDIE));
    connect();
    exchange();
    assertThat(seen).containsExactly("2 Seconded");
  }
}
