package dev.vouch.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Hash;
import org.junit.jupiter.api.Test;

/** The harness itself. */
class CoreHarnessTest {
  /** Asks for the number of any block it is told of, waits 10 ms, answers. */
  private static final class Echo implements Subsystem {
    @Override
    public SubsystemName name() {
      return SubsystemName.OVERSEER;
    }

    @Override
    public void on(long nowMillis, Event event, Effects out) {
      switch (event) {
        case Event.Signalled signalled -> out.count(Metric.HEADS_ACTIVATED, 1);
        case Event.Received received ->
            out.request(
                received.replyTo().orElseThrow().token(),
                new ChainApiMessage.GetBlockNumber(Hash.ZERO));
        case Event.Answered answered ->
            out.startTimer(
                answered.correlation(), answered.outcome() instanceof Outcome.Failed<?> ? 99 : 10);
        case Event.TimerFired(long timer) ->
            out.reply(
                new dev.vouch.core.kernel.ReplyTo(timer),
                Outcome.answered(new OverseerMessage.Activated(Hash.ZERO)));
      }
    }
  }

  private final CoreHarness harness = new CoreHarness(new Echo());

  private Reply<OverseerMessage.Activated> ask() {
    return harness.ask(new OverseerMessage.WaitForActivation(Hash.ZERO));
  }

  @Test
  void aTestAnswersRequestsByHand() {
    Reply<OverseerMessage.Activated> reply = ask();
    harness.asked(ChainApiMessage.GetBlockNumber.class).drop();
    harness.advance(98);
    assertThat(reply.isPending()).isTrue();
    harness.advance(1);
    assertThat(reply.answer().hash()).isEqualTo(Hash.ZERO);
    assertThatThrownBy(reply::failure).isInstanceOf(AssertionError.class);
  }

  @Test
  void aScriptAnswersAtOnceAndLeavesATraceInTheLogOnly() {
    harness
        .script()
        .on(
            ChainApiMessage.GetBlockNumber.class,
            request -> new ChainApiMessage.BlockNumber(java.util.Optional.of(7L)));
    Reply<OverseerMessage.Activated> reply = ask();
    harness.expectSilence().advance(10);
    assertThat(reply.isPending()).isFalse();
    assertThat(harness.logged(ChainApiMessage.GetBlockNumber.class)).hasSize(1);
    harness
        .script()
        .outcome(
            ChainApiMessage.GetBlockNumber.class,
            request -> Outcome.failed(Failure.Kind.UNAVAILABLE, "no"));
    ask();
    assertThat(harness.timers()).isEqualTo(1);
  }

  @Test
  void anUntakenMessageIsNotSilence() {
    ask();
    assertThatThrownBy(harness::expectSilence).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> harness.next(OverseerMessage.Stop.class))
        .isInstanceOf(AssertionError.class);
  }
}
