package dev.vouch.messages;

import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** Chain API calls (neighbours spec 5.9.3). */
public sealed interface ChainApiMessage<A extends Answer> extends Request<A> {
  @Override
  default SubsystemName to() {
    return SubsystemName.CHAIN_API;
  }

  record GetBlockHeader(Hash hash) implements ChainApiMessage<Header> {}

  record Header(Optional<BlockHeader> header) implements Answer {}

  record GetBlockNumber(Hash hash) implements ChainApiMessage<BlockNumber> {}

  record BlockNumber(Optional<Long> number) implements Answer {}

  /** Up to {@code k} ancestors, parent first, genesis included. */
  record GetAncestors(Hash hash, int k) implements ChainApiMessage<Ancestors> {}

  record Ancestors(List<Hash> ancestors) implements Answer {
    public Ancestors {
      ancestors = List.copyOf(ancestors);
    }
  }

  record GetFinalizedBlockHash(long number) implements ChainApiMessage<FinalizedHash> {}

  record FinalizedHash(Optional<Hash> hash) implements Answer {}

  record GetFinalizedBlockNumber() implements ChainApiMessage<FinalizedNumber> {}

  record FinalizedNumber(long number) implements Answer {}
}
