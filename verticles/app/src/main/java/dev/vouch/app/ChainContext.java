package dev.vouch.app;

import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a candidate's validation asks of the chain: what the context file says, and for the rest
 * what makes the candidate's own claims true.
 *
 * @param schedulingParent also the one leaf of this chain
 * @param relayParentSession session of the relay parent if it is another block than the scheduling
 *     parent; empty: whatever the descriptor says is right
 * @param assumed what was not told, by key, with the value that was taken
 */
record ChainContext(
    Hash schedulingParent,
    long session,
    Optional<Long> relayParentSession,
    ClaimQueue claimQueue,
    boolean v3,
    ExecutorParams executorParams,
    long bombLimitBytes,
    JsonObject assumed) {
  /** Depths in a claim queue are one byte; an assumed claim holds at each of them. */
  private static final int DEPTHS = 256;

  /** A JSON object can be changed; this one is ours alone. */
  ChainContext {
    assumed = assumed.copy();
  }

  @Override
  public JsonObject assumed() {
    return assumed.copy();
  }

  static ChainContext of(ContextFile file, CandidateReceipt receipt) {
    CandidateDescriptor descriptor = receipt.descriptor();
    JsonObject assumed = new JsonObject();
    boolean v3 = file.v3().orElseGet(() -> assume(assumed, ContextFile.V3, true));
    CandidateDescriptor.ValidationView view = descriptor.forValidation(v3);
    long session =
        file.session()
            .orElseGet(
                () ->
                    assume(
                        assumed,
                        ContextFile.SESSION,
                        view.schedulingSession().orElse(descriptor.sessionIndex().orElse(0))));
    boolean otherBlock = !view.schedulingParent().equals(descriptor.relayParent());
    if (otherBlock && file.relayParentSession().isEmpty()) {
      assumed.put(ContextFile.RELAY_PARENT_SESSION, descriptor.rawSessionIndex());
    }
    return new ChainContext(
        view.schedulingParent(),
        session,
        otherBlock ? file.relayParentSession() : Optional.empty(),
        file.claimQueue().orElseGet(() -> ownCore(descriptor, assumed)),
        v3,
        file.executorParams().orElseGet(() -> defaultParams(assumed)),
        file.bombLimitBytes()
            .orElseGet(() -> assume(assumed, ContextFile.BOMB_LIMIT, PvfInputs.BOMB_LIMIT_BYTES)),
        assumed);
  }

  private static <T> T assume(JsonObject assumed, String key, T value) {
    assumed.put(key, value);
    return value;
  }

  private static ExecutorParams defaultParams(JsonObject assumed) {
    assumed.put(ContextFile.EXECUTOR_PARAMS, new JsonArray());
    return ExecutorParams.defaults();
  }

  /** A version 1 descriptor names no core, and no check asks for one. */
  private static ClaimQueue ownCore(CandidateDescriptor descriptor, JsonObject assumed) {
    ParaId para = descriptor.paraId();
    JsonObject told = new JsonObject();
    TreeMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    descriptor
        .coreIndex()
        .ifPresent(
            core -> {
              told.put(core.toString(), new JsonArray().add(para.unsigned()));
              cores.put(core, Collections.nCopies(DEPTHS, para));
            });
    assumed.put(ContextFile.CLAIM_QUEUE, told);
    return new ClaimQueue(cores);
  }
}
