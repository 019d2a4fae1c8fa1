package dev.vouch.core.overseer;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.OverseerMessage.BlockFinality;
import dev.vouch.messages.OverseerMessage.BlockImported;
import dev.vouch.messages.OverseerMessage.WaitForActivation;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.OverseerSignal.ActivatedLeaf;
import dev.vouch.messages.OverseerSignal.ActiveLeaves;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The active leaves (backing spec 1.5 to 1.7, 1.10). A block's import deactivates only its direct
 * parent; forks stay until finality prunes them.
 *
 * <p>Bound: {@link #MAX_ACTIVE_LEAVES}; beyond it the lowest leaf is deactivated.
 */
public final class OverseerCore implements Subsystem {
  /** Hundreds of forks without finality mean trouble; each costs every subsystem some memory. */
  public static final int MAX_ACTIVE_LEAVES = 512;

  private final SignalSink signals;
  private final Map<Hash, Long> activeLeaves = new LinkedHashMap<>();
  private final KnownLeaves knownLeaves = new KnownLeaves();
  private final ActivationWaits waits = new ActivationWaits();
  private boolean stopped;

  public OverseerCore(SignalSink signals) {
    this.signals = signals;
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.OVERSEER;
  }

  @Override
  public void on(long nowMillis, Event event, Effects out) {
    if (event instanceof Event.Received received
        && received.message() instanceof OverseerMessage message) {
      handle(message, received.replyTo(), out);
    }
  }

  private void handle(OverseerMessage message, Optional<ReplyTo> replyTo, Effects out) {
    if (stopped) {
      replyTo.ifPresent(
          asker ->
              out.reply(asker, Outcome.failed(Failure.Kind.CANCELLED, "the overseer has stopped")));
      return;
    }
    switch (message) {
      case BlockImported block -> imported(block, out);
      case BlockFinality block -> finalized(block, out);
      case WaitForActivation wait -> replyTo.ifPresent(asker -> await(wait.hash(), asker, out));
      case OverseerMessage.Stop stop -> {
        stopped = true;
        waits.cancelAll(out);
        signals.broadcast(new OverseerSignal.Conclude());
      }
    }
  }

  private void imported(BlockImported block, Effects out) {
    if (activeLeaves.containsKey(block.hash())) {
      return;
    }
    // A head without parachains stays in the set: its child deactivates it (quirk OV-q1).
    activeLeaves.put(block.hash(), block.number());
    Optional<ActivatedLeaf> activated = Optional.empty();
    if (block.supportsParachains()) {
      out.count(Metric.HEADS_ACTIVATED, 1);
      waits.activated(block.hash(), out);
      activated =
          Optional.of(
              new ActivatedLeaf(block.hash(), block.number(), knownLeaves.isFresh(block.hash())));
    }
    List<Hash> deactivated = new ArrayList<>();
    if (activeLeaves.containsKey(block.parentHash())) {
      deactivate(block.parentHash(), deactivated, out);
    }
    if (activeLeaves.size() > MAX_ACTIVE_LEAVES) {
      deactivate(lowestBut(block.hash()), deactivated, out);
    }
    broadcast(new ActiveLeaves(activated, deactivated));
  }

  private Hash lowestBut(Hash newest) {
    return activeLeaves.entrySet().stream()
        .filter(leaf -> !leaf.getKey().equals(newest))
        .min(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  private void finalized(BlockFinality block, Effects out) {
    List<Hash> outdated =
        activeLeaves.entrySet().stream()
            .filter(leaf -> leaf.getValue() <= block.number())
            .map(Map.Entry::getKey)
            .filter(leaf -> !leaf.equals(block.hash()))
            .toList();
    List<Hash> deactivated = new ArrayList<>();
    outdated.forEach(leaf -> deactivate(leaf, deactivated, out));
    signals.broadcast(new OverseerSignal.BlockFinalized(block.hash(), block.number()));
    broadcast(new ActiveLeaves(Optional.empty(), deactivated));
  }

  private void deactivate(Hash leaf, List<Hash> deactivated, Effects out) {
    activeLeaves.remove(leaf);
    deactivated.add(leaf);
    out.count(Metric.HEADS_DEACTIVATED, 1);
    waits.deactivated(leaf, out);
  }

  private void broadcast(ActiveLeaves update) {
    if (!update.isEmpty()) {
      signals.broadcast(update);
    }
  }

  private void await(Hash leaf, ReplyTo asker, Effects out) {
    if (activeLeaves.containsKey(leaf)) {
      out.reply(asker, Outcome.answered(new OverseerMessage.Activated(leaf)));
    } else {
      waits.add(leaf, asker, out);
    }
  }

  @Override
  public String digest() {
    return name().label() + ": " + activeLeaves;
  }
}
