package dev.vouch.bus;

import dev.vouch.messages.Answer;
import dev.vouch.messages.OverseerMessage;
import java.util.List;

/**
 * How a node learns where the relay chain stands when it starts (backing spec 1.10). The host
 * answers on {@link Addresses#leaves()}; from then on it tells the overseer of every imported and
 * finalized block.
 */
public final class LeavesMessage {
  private LeavesMessage() {}

  /** Asks for the leaves of now. */
  public record GetLeaves() {}

  /** The leaves of now, lowest number first, and the last finalized block, if there is one. */
  public record Leaves(
      List<OverseerMessage.BlockImported> leaves, List<OverseerMessage.BlockFinality> finality)
      implements Answer {
    public Leaves {
      leaves = List.copyOf(leaves);
      finality = List.copyOf(finality);
    }
  }
}
