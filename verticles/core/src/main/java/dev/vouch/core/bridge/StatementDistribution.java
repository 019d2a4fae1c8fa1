package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.core.view.Activation;
import dev.vouch.core.view.ImplicitView;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.Request;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The bridge: statement distribution in the slice's form (see the package). */
public final class StatementDistribution extends SerialSubsystem {
  private final BridgeConfig config;
  private final BridgeState state;
  private final SchedulingLoader loader;
  private final Delivery delivery;
  private final Outgoing outgoing;
  private final Incoming incoming;
  private final Fetching fetching;
  private final Serving serving;
  private final Reputation reputation = new Reputation();
  private boolean flushScheduled;

  public StatementDistribution(BridgeConfig config) {
    this.config = config;
    Outside outside = new Effective();
    state = new BridgeState(new ImplicitView(outside));
    loader = new SchedulingLoader(outside);
    delivery = new Delivery(outside, state);
    outgoing = new Outgoing(outside, state, delivery);
    incoming = new Incoming(outside, state, delivery, outgoing);
    fetching = new Fetching(outside, state, delivery);
    serving = new Serving(outside, state);
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.STATEMENT_DISTRIBUTION;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    return switch (signal) {
      case OverseerSignal.ActiveLeaves update -> afterwards(leaves(update));
      case OverseerSignal.BlockFinalized finalized -> {
        outgoing.finalized(finalized.number());
        yield Pending.done();
      }
      case OverseerSignal.Conclude conclude -> Pending.done();
    };
  }

  /** Deactivations come last: a new leaf's ancestors must not be forgotten in between. */
  private Pending<Done> leaves(OverseerSignal.ActiveLeaves update) {
    return update
        .activated()
        .map(leaf -> activated(leaf.hash()))
        .orElseGet(Pending::done)
        .map(
            done -> {
              for (Hash leaf : update.deactivated()) {
                state.prune(state.view().deactivate(leaf));
                state.candidates().leafDeactivated(leaf);
              }
              outgoing.announceView(state.peers().ids());
              return done;
            });
  }

  private Pending<Done> activated(Hash leaf) {
    return state
        .view()
        .activate(leaf)
        .flatMap(
            activation -> {
              if (activation instanceof Activation.Failed(String reason)) {
                explain(Optional.of(leaf), Optional.empty(), Explanation.Step.DROPPED, reason);
              }
              return Pending.forEach(state.untracked(), this::track);
            })
        .flatMap(
            tracked -> {
              incoming.releaseHeldBack();
              state.peers().all().stream()
                  .filter(peer -> peer.heads().contains(leaf))
                  .forEach(outgoing::catchUp);
              return delivery.updateImportability(state.candidates().all(), Optional.of(leaf));
            });
  }

  /** A block whose scheduling cannot be read now is tried again with the next leaf. */
  private Pending<Done> track(Hash block) {
    return loader
        .load(block)
        .map(
            outcome -> {
              switch (outcome) {
                case Outcome.Answered<Scheduling>(Scheduling scheduling) ->
                    state.track(Tracked.of(scheduling));
                case Outcome.Failed<Scheduling>(Failure failure) ->
                    explain(
                        Optional.of(block),
                        Optional.empty(),
                        Explanation.Step.DROPPED,
                        "scheduling=unknown reason=" + failure.reason());
              }
              return Done.DONE;
            });
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof StatementDistributionInput input)) {
      fail(replyTo, Failure.Kind.BAD_REQUEST, "not a message of statement distribution");
      return Pending.done();
    }
    return afterwards(handle(input, replyTo));
  }

  private Pending<Done> handle(StatementDistributionInput input, Optional<ReplyTo> replyTo) {
    return switch (input) {
      case StatementDistributionInput.Share share -> outgoing.share(share);
      case StatementDistributionInput.Backed(CandidateHash candidate) ->
          state
              .candidates()
              .find(candidate)
              .map(
                  backed ->
                      delivery.updateImportability(
                          state.candidates().childrenOf(backed), Optional.empty()))
              .orElseGet(Pending::done);
      case StatementDistributionInput.PeerConnected connected -> connected(connected);
      case StatementDistributionInput.PeerDisconnected(PeerId peer) -> {
        state.peers().disconnect(peer);
        reputation.forget(peer);
        yield Pending.done();
      }
      case StatementDistributionInput.PeerViewChange change -> {
        // The link tells an empty view of a peer that only just starts; only on the wire it is a
        // fault.
        state
            .peers()
            .find(change.peer())
            .filter(peer -> !change.heads().isEmpty())
            .ifPresent(
                peer -> incoming.view(peer, new View(change.heads(), change.finalizedNumber())));
        yield Pending.done();
      }
      case StatementDistributionInput.PeerMessage notification -> {
        incoming.notification(notification.peer(), notification.notification());
        yield Pending.done();
      }
      case StatementDistributionInput.PeerRequest request -> {
        var outcome = serving.serve(request);
        replyTo.ifPresent(token -> effects().reply(token, outcome));
        yield Pending.done();
      }
    };
  }

  private Pending<Done> connected(StatementDistributionInput.PeerConnected connected) {
    if (state.peers().connect(connected.peer(), connected.authorities())) {
      outgoing.announceView(List.of(connected.peer()));
    } else {
      effects().count(Metric.MESSAGES_OVERFLOWED, 1);
    }
    return Pending.done();
  }

  private Pending<Done> afterwards(Pending<Done> handled) {
    return handled.map(
        done -> {
          fetching.dispatch();
          return done;
        });
  }

  private void explain(
      Optional<Hash> schedulingParent,
      Optional<CandidateHash> candidate,
      Explanation.Step step,
      String detail) {
    effects()
        .explain(
            new Explanation(
                name(),
                schedulingParent,
                candidate
                    .flatMap(state.candidates()::find)
                    .map(known -> known.receipt().descriptor().paraId()),
                candidate,
                step,
                detail));
  }

  private void report(PeerId peer, ReputationChange change) {
    reputation.add(peer, change);
    if (config.reputationIntervalMillis() == 0) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      startTimer(config.reputationIntervalMillis(), this::flush);
    }
  }

  private void flush() {
    flushScheduled = false;
    reputation.flush().forEach(this::send);
  }

  /** What the parts may do. */
  private final class Effective implements Outside {
    @Override
    public <A extends Answer> Pending<Outcome<A>> ask(Request<A> request) {
      return StatementDistribution.this.ask(request);
    }

    @Override
    public void send(Message message) {
      StatementDistribution.this.send(message);
    }

    @Override
    public void count(Metric metric, long amount) {
      effects().count(metric, amount);
    }

    @Override
    public void report(PeerId peer, ReputationChange change) {
      StatementDistribution.this.report(peer, change);
    }

    @Override
    public void explain(
        Optional<Hash> schedulingParent,
        Optional<CandidateHash> candidate,
        Explanation.Step step,
        String detail) {
      StatementDistribution.this.explain(schedulingParent, candidate, step, detail);
    }

    @Override
    public void post(Supplier<Pending<Done>> handler) {
      StatementDistribution.this.post(handler);
    }

    @Override
    public void after(long millis, Runnable action) {
      startTimer(millis, action);
    }

    @Override
    public long nowMillis() {
      return StatementDistribution.this.nowMillis();
    }
  }
}
