package dev.vouch.devnet.chain;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.scale.ScaleWriter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state after a block; what runtime calls at that block read. Immutable.
 *
 * @param session the session for the block's children
 * @param sessionStart first block of that session
 * @param schedulingParents newest last, at most the lookahead, all of this session
 * @param relayParents blocks that candidates of this session may execute on, newest last
 */
record RelayState(
    long session,
    long sessionStart,
    SortedMap<ParaId, ParaState> paras,
    List<SchedulingParent> schedulingParents,
    List<RelayParent> relayParents) {
  /** A block that candidates may be scheduled by, with the claims that nodes saw there. */
  record SchedulingParent(Hash hash, long number, ClaimQueue claims) {}

  /** A block that candidates may execute on. */
  record RelayParent(Hash hash, long session, long number, Hash stateRoot) {}

  RelayState {
    paras = Collections.unmodifiableSortedMap(new TreeMap<>(paras));
    schedulingParents = List.copyOf(schedulingParents);
    relayParents = List.copyOf(relayParents);
  }

  Optional<SchedulingParent> schedulingParent(Hash hash) {
    return schedulingParents.stream().filter(parent -> parent.hash().equals(hash)).findFirst();
  }

  Optional<RelayParent> relayParent(long inSession, Hash hash) {
    return relayParents.stream()
        .filter(parent -> parent.session() == inSession && parent.hash().equals(hash))
        .findFirst();
  }

  RelayState withPara(ParaId para, ParaState state) {
    TreeMap<ParaId, ParaState> changed = new TreeMap<>(paras);
    changed.put(para, state);
    return new RelayState(session, sessionStart, changed, schedulingParents, relayParents);
  }

  /** BLAKE2b-256 over the canonical encoding: fixed before children are built, enters each PVD. */
  Hash root() {
    ScaleWriter out = new ScaleWriter().u64(session).u64(sessionStart).compact(paras.size());
    paras.forEach(
        (id, para) ->
            out.value(ParaId.CODEC, id)
                .value(HeadData.CODEC, para.head())
                .u64(para.mostRecentContext())
                .u64(para.lastWatermark())
                .raw(para.code().hash().bytes()));
    out.compact(schedulingParents.size());
    schedulingParents.forEach(
        parent -> out.raw(parent.hash().bytes()).value(ClaimQueue.CODEC, parent.claims()));
    out.compact(relayParents.size());
    relayParents.forEach(
        parent ->
            out.raw(parent.hash().bytes()).u64(parent.session()).raw(parent.stateRoot().bytes()));
    return Hash.of(Hashes.blake2b256(out.toArray()));
  }
}
