package dev.vouch.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.testing.Asked;
import dev.vouch.core.testing.CoreHarness;
import dev.vouch.core.testing.Reply;
import dev.vouch.messages.Answer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.ChainApiMessage.GetAncestors;
import dev.vouch.messages.ChainApiMessage.GetBlockNumber;
import dev.vouch.messages.ChainApiMessage.GetFinalizedBlockNumber;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.testing.TestHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One handler at a time, signals before messages, the watermark (backing spec OV-6, 1.13). */
final class SerialSubsystemTest {
  /** Writes down what it handles; each kind of message exercises one service of the base. */
  private static final class Diary extends SerialSubsystem {
    private final List<String> lines = new ArrayList<>();
    private long timer;

    @Override
    public SubsystemName name() {
      return SubsystemName.CHAIN_API;
    }

    @Override
    protected Pending<Done> onSignal(OverseerSignal signal) {
      lines.add("signal " + signal.getClass().getSimpleName());
      return Pending.done();
    }

    @Override
    protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
      return switch (message) {
        case GetBlockNumber(Hash hash) -> {
          // Waits for an answer inside the handler.
          lines.add("begin " + hash.shortHex());
          yield ask(new GetAncestors(hash, 1))
              .map(
                  outcome -> {
                    lines.add("end " + hash.shortHex());
                    reply(replyTo, new ChainApiMessage.BlockNumber(Optional.of(nowMillis())));
                    return Done.DONE;
                  });
        }
        case GetAncestors background -> {
          // Starts work in the background and comes back by post.
          lines.add("start");
          ask(new GetFinalizedBlockNumber())
              .whenComplete(
                  outcome ->
                      post(
                          () -> {
                            lines.add("posted");
                            return Pending.done();
                          }));
          yield Pending.done();
        }
        case OverseerMessage.BlockFinality delayed -> {
          timer = startTimer(delayed.number(), () -> lines.add("timer at " + nowMillis()));
          yield Pending.done();
        }
        case OverseerMessage.Stop stop -> {
          cancelTimer(timer);
          yield Pending.done();
        }
        default -> {
          lines.add("message");
          yield Pending.done();
        }
      };
    }

    void effectsOutsideAnEvent() {
      send(MARK);
    }
  }

  private static final Message MARK =
      new OverseerMessage.BlockImported(Hash.ZERO, Hash.ZERO, 1, true);
  private static final Hash A = TestHashes.filled(0xaa);
  private static final Hash B = TestHashes.filled(0xbb);
  private static final OverseerSignal.Conclude CONCLUDE = new OverseerSignal.Conclude();
  private static final OverseerSignal.BlockFinalized FINALIZED =
      new OverseerSignal.BlockFinalized(A, 1);

  private final Diary diary = new Diary();
  private final CoreHarness harness = new CoreHarness(diary);

  private Asked<GetAncestors> waitInside(Hash hash) {
    harness.send(new GetBlockNumber(hash));
    return harness.asked(GetAncestors.class);
  }

  @Test
  void aHandlerThatWaitsHoldsUpMessagesAndSignals() {
    Asked<GetAncestors> first = waitInside(A);
    harness.send(new GetBlockNumber(B)).send(MARK).signal(FINALIZED);
    assertThat(diary.lines).containsExactly("begin " + A.shortHex());
    harness.expectSilence();
    first.answer(new ChainApiMessage.Ancestors(List.of()));
    // The signal overtakes the messages that came before it; the next handler begins at once.
    assertThat(diary.lines)
        .containsExactly(
            "begin " + A.shortHex(),
            "end " + A.shortHex(),
            "signal BlockFinalized",
            "begin " + B.shortHex());
    harness.asked(GetAncestors.class).drop();
    assertThat(diary.lines).endsWith("end " + B.shortHex(), "message");
  }

  @Test
  void aFailedRequestGoesOnLikeAnAnsweredOne() {
    Reply<ChainApiMessage.BlockNumber> reply = harness.ask(new GetBlockNumber(A));
    assertThat(reply.isPending()).isTrue();
    harness.advance(7);
    harness.asked(GetAncestors.class).fail(Failure.Kind.TIMEOUT);
    assertThat(reply.answer().number()).contains(7L);
  }

  @Test
  void aMessageWaitsUntilItsSendersSignalsAreSeen() {
    harness.send(MARK, 2);
    assertThat(diary.lines).isEmpty();
    harness.signal(FINALIZED);
    assertThat(diary.lines).containsExactly("signal BlockFinalized");
    harness.signal(FINALIZED);
    assertThat(diary.lines)
        .containsExactly("signal BlockFinalized", "signal BlockFinalized", "message");
    assertThat(diary.signalsConsumed()).isEqualTo(2);
  }

  @Test
  void aParkedMessageBlocksLaterOnesSoThatOrderIsKept() {
    harness.send(new GetBlockNumber(A), 1).send(MARK, 0);
    assertThat(diary.lines).isEmpty();
    harness.signal(FINALIZED);
    harness.asked(GetAncestors.class).drop();
    assertThat(diary.lines)
        .containsExactly(
            "signal BlockFinalized", "begin " + A.shortHex(), "end " + A.shortHex(), "message");
  }

  @Test
  void aSignalInWorkCountsForTheWatermarkButItsHandlerComesFirst() {
    Asked<GetAncestors> first = waitInside(A);
    harness.signal(FINALIZED).send(MARK, 1);
    assertThat(diary.lines).hasSize(1);
    first.drop();
    assertThat(diary.lines).endsWith("signal BlockFinalized", "message");
  }

  @Test
  void backgroundWorkDoesNotHoldUpTheInboxAndComesBackBetweenHandlers() {
    harness.send(new GetAncestors(A, 1));
    Asked<GetFinalizedBlockNumber> background = harness.asked(GetFinalizedBlockNumber.class);
    harness.send(MARK);
    Asked<GetAncestors> inside = waitInside(B);
    harness.signal(FINALIZED);
    background.answer(new ChainApiMessage.FinalizedNumber(1));
    assertThat(diary.lines).containsExactly("start", "message", "begin " + B.shortHex());
    inside.drop();
    assertThat(diary.lines).endsWith("end " + B.shortHex(), "posted", "signal BlockFinalized");
  }

  @Test
  void timersFireWhileAHandlerWaitsAndNeverAfterTheyWereCancelled() {
    harness.send(new OverseerMessage.BlockFinality(A, 100));
    waitInside(A);
    harness.advance(100);
    assertThat(diary.lines).containsExactly("begin " + A.shortHex(), "timer at 100");
    harness.deliver(new Event.TimerFired(1));
    assertThat(diary.lines).as("a timer that fired does not fire again").hasSize(2);
  }

  @Test
  void aCancelledTimerIsGone() {
    harness.send(new OverseerMessage.BlockFinality(A, 100)).send(new OverseerMessage.Stop());
    assertThat(harness.timers()).isZero();
    harness.advance(1_000);
    assertThat(diary.lines).isEmpty();
    harness.send(new OverseerMessage.Stop());
    assertThat(harness.timers()).as("to cancel twice is harmless").isZero();
  }

  @Test
  void aFullQueueRefusesRequestsWithAReasonAndCountsEveryMessage() {
    Asked<GetAncestors> first = waitInside(A);
    for (int i = 0; i < SerialSubsystem.MAX_QUEUED_MESSAGES; i++) {
      harness.send(MARK);
    }
    assertThat(harness.count(Metric.MESSAGES_OVERFLOWED)).isZero();
    Reply<ChainApiMessage.BlockNumber> refused = harness.ask(new GetBlockNumber(B));
    harness.send(MARK);
    assertThat(refused.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
    assertThat(refused.failure().reason()).contains("chain");
    assertThat(harness.count(Metric.MESSAGES_OVERFLOWED)).isEqualTo(2);
    first.drop();
    assertThat(diary.lines).hasSize(2 + SerialSubsystem.MAX_QUEUED_MESSAGES);
  }

  @Test
  void aSignalIsTakenThoughTheQueueIsFull() {
    Asked<GetAncestors> first = waitInside(A);
    for (int i = 0; i < SerialSubsystem.MAX_QUEUED_MESSAGES; i++) {
      harness.send(MARK, 1);
    }
    harness.signal(FINALIZED);
    first.drop();
    assertThat(diary.lines).hasSize(3 + SerialSubsystem.MAX_QUEUED_MESSAGES);
  }

  @Test
  void anAnswerThatNobodyWaitsForIsCountedAndChangesNothing() {
    Asked<GetAncestors> first = waitInside(A);
    first.drop();
    first.drop();
    harness.deliver(new Event.Answered(99, Outcome.failed(Failure.Kind.TIMEOUT, "late")));
    assertThat(harness.count(Metric.ANSWERS_UNEXPECTED)).isEqualTo(2);
    assertThat(diary.lines).hasSize(2);
  }

  @Test
  void afterConcludeNothingIsHandledAndNobodyWaitsInVain() {
    Asked<GetAncestors> first = waitInside(A);
    Reply<ChainApiMessage.BlockNumber> queued = harness.ask(new GetBlockNumber(B));
    harness.send(MARK).signal(CONCLUDE).signal(FINALIZED);
    assertThat(queued.isPending()).isTrue();
    first.drop();
    assertThat(diary.lines).endsWith("end " + A.shortHex(), "signal Conclude");
    assertThat(queued.failure().kind()).isEqualTo(Failure.Kind.CANCELLED);
    Reply<ChainApiMessage.BlockNumber> late = harness.ask(new GetBlockNumber(B));
    assertThat(late.failure().kind()).isEqualTo(Failure.Kind.CANCELLED);
    harness.send(MARK).signal(FINALIZED).expectSilence();
    assertThat(diary.lines).hasSize(3);
  }

  @Test
  void effectsOutsideAnEventAreABugThatIsTold() {
    assertThatThrownBy(diary::effectsOutsideAnEvent).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEventInsideAnEventIsABugThatIsTold() {
    EagerHost looping = new EagerHost(diary);
    assertThatThrownBy(
            () ->
                diary.on(
                    0, new Event.Received(new GetBlockNumber(A), 0, Optional.empty()), looping))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside an event");
  }

  /** A host that breaks its contract: it answers a request while the core still runs. */
  private static final class EagerHost extends NoEffects {
    private final Subsystem core;

    EagerHost(Subsystem core) {
      this.core = core;
    }

    @Override
    public <A extends Answer> void request(long correlation, Request<A> request) {
      core.on(
          0,
          new Event.Answered(correlation, Outcome.failed(Failure.Kind.CANCELLED, "at once")),
          this);
    }
  }
}
