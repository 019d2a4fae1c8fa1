package dev.vouch.core.provisioner;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProvisionerMessage;
import dev.vouch.messages.ProvisionerMessage.GetMisbehaviorReports;
import dev.vouch.messages.ProvisionerMessage.InherentData;
import dev.vouch.messages.ProvisionerMessage.MisbehaviorReports;
import dev.vouch.messages.ProvisionerMessage.Provisionable;
import dev.vouch.messages.ProvisionerMessage.ProvisionableData;
import dev.vouch.messages.ProvisionerMessage.RequestInherentData;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers authors with what to put on chain (PV-1 to PV-3). Per active leaf a timer runs before
 * anything is assembled, so that statements have time to arrive; who asks earlier waits, and all
 * who wait get one assembly.
 *
 * <p>A told backed candidate is advisory and not kept: the choice is made by prospective parachains
 * and backing when an author asks.
 */
public final class Provisioner extends SerialSubsystem {
  /** An author asks once or twice per block. */
  public static final int MAX_WAITING = 64;

  private final ProvisionerConfig config;
  private final Map<Hash, Leaf> leaves = new LinkedHashMap<>();
  private final Reports reports = new Reports();

  private static final class Leaf {
    private final Hash hash;
    private final long number;
    private final List<ReplyTo> waiting = new ArrayList<>();
    private boolean ready;
    private long timer;

    Leaf(Hash hash, long number) {
      this.hash = hash;
      this.number = number;
    }
  }

  public Provisioner(ProvisionerConfig config) {
    this.config = config;
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.PROVISIONER;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    switch (signal) {
      case OverseerSignal.ActiveLeaves update -> {
        update.deactivated().forEach(this::deactivated);
        update.activated().ifPresent(leaf -> activated(leaf.hash(), leaf.number()));
      }
      case OverseerSignal.BlockFinalized finalized -> {}
      case OverseerSignal.Conclude conclude ->
          List.copyOf(leaves.keySet()).forEach(this::deactivated);
    }
    return Pending.done();
  }

  private void deactivated(Hash hash) {
    Leaf leaf = leaves.remove(hash);
    if (leaf != null) {
      cancelTimer(leaf.timer);
      leaf.waiting.forEach(to -> fail(to, Failure.Kind.CANCELLED, "the leaf is no longer active"));
    }
  }

  private void activated(Hash hash, long number) {
    deactivated(hash);
    Leaf leaf = new Leaf(hash, number);
    leaves.put(hash, leaf);
    leaf.timer = startTimer(config.readyAfterMillis(), () -> ready(leaf));
  }

  private void ready(Leaf leaf) {
    leaf.ready = true;
    if (!leaf.waiting.isEmpty()) {
      List<ReplyTo> waiting = List.copyOf(leaf.waiting);
      leaf.waiting.clear();
      assemble(leaf, waiting);
    }
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof ProvisionerMessage request)) {
      fail(replyTo, Failure.Kind.BAD_REQUEST, "not a message of the provisioner");
      return Pending.done();
    }
    switch (request) {
      case ProvisionableData(Hash schedulingParent, Provisionable data) ->
          provisionable(schedulingParent, data);
      case RequestInherentData(Hash leaf) -> inherentData(leaf, replyTo);
      case GetMisbehaviorReports(Hash schedulingParent) ->
          reply(replyTo, new MisbehaviorReports(reports.of(schedulingParent)));
    }
    return Pending.done();
  }

  private void provisionable(Hash schedulingParent, Provisionable data) {
    switch (data) {
      case Provisionable.BackedCandidateReceipt receipt -> {}
      case Provisionable.MisbehaviorReport report -> {
        if (reports.add(schedulingParent, report)) {
          effects()
              .explain(
                  new Explanation(
                      name(),
                      Optional.of(schedulingParent),
                      Optional.empty(),
                      Optional.empty(),
                      Explanation.Step.MISBEHAVIOR,
                      "validator="
                          + report.validator()
                          + " kind="
                          + report.misbehavior().getClass().getSimpleName()));
        }
      }
    }
  }

  private void inherentData(Hash hash, Optional<ReplyTo> replyTo) {
    effects().count(Metric.INHERENT_DATA_REQUESTS, 1);
    Leaf leaf = leaves.get(hash);
    if (leaf == null) {
      fail(replyTo, Failure.Kind.UNAVAILABLE, "the block is no active leaf");
    } else if (leaf.ready) {
      assemble(leaf, replyTo.stream().toList());
    } else if (leaf.waiting.size() >= MAX_WAITING) {
      effects().count(Metric.MESSAGES_OVERFLOWED, 1);
      fail(replyTo, Failure.Kind.OVERLOADED, "too many wait for inherent data of the leaf");
    } else {
      replyTo.ifPresent(leaf.waiting::add);
    }
  }

  private void assemble(Leaf leaf, List<ReplyTo> waiting) {
    List<ReplyTo> open = new ArrayList<>(waiting);
    long limit =
        startTimer(
            config.assemblyMillis(),
            () -> {
              open.forEach(
                  to ->
                      fail(to, Failure.Kind.TIMEOUT, "assembling the inherent data took too long"));
              open.clear();
            });
    new Assembly(this::ask, leaf.hash, leaf.number)
        .run()
        .whenComplete(
            outcome -> {
              cancelTimer(limit);
              assembled(leaf, open, outcome);
            });
  }

  private void assembled(Leaf leaf, List<ReplyTo> open, Outcome<List<BackedCandidate>> outcome) {
    switch (outcome) {
      case Outcome.Failed<List<BackedCandidate>>(Failure failure) ->
          open.forEach(to -> fail(to, failure.kind(), failure.reason()));
      case Outcome.Answered<List<BackedCandidate>>(List<BackedCandidate> candidates) -> {
        if (!open.isEmpty()) {
          candidates.forEach(backed -> provided(leaf, backed));
        }
        open.forEach(to -> reply(Optional.of(to), new InherentData(candidates)));
      }
    }
  }

  private void provided(Leaf leaf, BackedCandidate backed) {
    var descriptor = backed.candidate().descriptor();
    effects()
        .explain(
            new Explanation(
                name(),
                Optional.of(descriptor.schedulingParent()),
                Optional.of(descriptor.paraId()),
                Optional.of(backed.candidate().hash()),
                Explanation.Step.PROVIDED,
                "leaf=" + leaf.hash.shortHex() + " votes=" + backed.validityVotes().size()));
  }
}
