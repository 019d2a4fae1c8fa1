package dev.vouch.core.availability;

import dev.vouch.core.availability.StoredCandidates.Entry;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.messages.AvailabilityStoreMessage;
import dev.vouch.messages.AvailabilityStoreMessage.AvailableDataRef;
import dev.vouch.messages.AvailabilityStoreMessage.QueryAvailableData;
import dev.vouch.messages.AvailabilityStoreMessage.StoreAvailableData;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.AvailabilityStoreMessage.StoredData;
import dev.vouch.messages.ErasureCoderMessage;
import dev.vouch.messages.ErasureCoderMessage.ErasureRoot;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The availability store of the slice (neighbours AS-6): the erasure root is what makes a signed
 * statement meaningful, so it is always compared, also when the candidate is stored already (mends
 * CB-q8). Whatever goes wrong here is a failure, never an invalid root.
 *
 * <p>Encoding runs outside; at most {@link #MAX_ENCODINGS} at a time, equal requests share one.
 */
public final class AvailabilityStore extends SerialSubsystem {
  /**
   * How long data of a candidate is kept that nothing on chain speaks for (AS, keep_unavailable).
   */
  public static final long KEEP_MILLIS = 3_600_000;

  /** Each may hold a PoV of 10 MiB in the coder. */
  public static final int MAX_ENCODINGS = 16;

  private final long keepMillis;
  private final StoredCandidates stored = new StoredCandidates();
  private final Map<StoreAvailableData, List<ReplyTo>> encoding = new LinkedHashMap<>();

  public AvailabilityStore(long keepMillis) {
    this.keepMillis = keepMillis;
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.AVAILABILITY_STORE;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    if (!(signal instanceof OverseerSignal.Conclude)) {
      stored
          .prune(nowMillis() - keepMillis)
          .forEach(candidate -> dropped(candidate, "age_millis>" + keepMillis));
    }
    return Pending.done();
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof AvailabilityStoreMessage request)) {
      fail(replyTo, Failure.Kind.BAD_REQUEST, "not a message of the availability store");
      return Pending.done();
    }
    switch (request) {
      case QueryAvailableData(CandidateHash candidate) ->
          reply(replyTo, new AvailableDataRef(stored.find(candidate).map(Entry::data)));
      case StoreAvailableData store -> store(store, replyTo);
    }
    return Pending.done();
  }

  private void store(StoreAvailableData request, Optional<ReplyTo> replyTo) {
    Optional<Entry> known = stored.find(request.candidateHash());
    if (known.isPresent()) {
      answer(request, replyTo.stream().toList(), known.get().erasureRoot());
    } else if (encoding.containsKey(request)) {
      replyTo.ifPresent(encoding.get(request)::add);
    } else if (encoding.size() >= MAX_ENCODINGS) {
      effects().count(Metric.MESSAGES_OVERFLOWED, 1);
      fail(replyTo, Failure.Kind.OVERLOADED, "too many candidates are being erasure-coded");
    } else {
      encoding.put(request, new ArrayList<>(replyTo.stream().toList()));
      ask(new ErasureCoderMessage.ComputeErasureRoot(
              request.pov(), request.validationData(), request.nValidators()))
          .whenComplete(outcome -> encoded(request, outcome));
    }
  }

  private void encoded(StoreAvailableData request, Outcome<ErasureRoot> outcome) {
    List<ReplyTo> waiting = Optional.ofNullable(encoding.remove(request)).orElseGet(List::of);
    switch (outcome) {
      case Outcome.Failed<ErasureRoot>(Failure failure) ->
          waiting.forEach(to -> fail(to, failure.kind(), "erasure coding: " + failure.reason()));
      case Outcome.Answered<ErasureRoot>(ErasureRoot(Hash root)) -> {
        if (root.equals(request.expectedErasureRoot())) {
          keep(request, root);
        }
        answer(request, waiting, root);
      }
    }
  }

  private void keep(StoreAvailableData request, Hash root) {
    stored
        .put(
            request.candidateHash(),
            new Entry(new StoredData(request.pov(), request.validationData()), root, nowMillis()))
        .ifPresent(oldest -> dropped(oldest, "room_for=" + StoredCandidates.MAX_CANDIDATES));
  }

  private void answer(StoreAvailableData request, List<ReplyTo> waiting, Hash root) {
    boolean right = root.equals(request.expectedErasureRoot());
    if (!right) {
      explain(
          request.candidateHash(),
          Explanation.Step.REFUSED,
          "erasure_root="
              + root.shortHex()
              + " claimed="
              + request.expectedErasureRoot().shortHex());
    }
    Stored answer = new Stored(right ? StoreOutcome.OK : StoreOutcome.INVALID_ERASURE_ROOT);
    waiting.forEach(to -> reply(Optional.of(to), answer));
  }

  private void dropped(CandidateHash candidate, String detail) {
    explain(candidate, Explanation.Step.DROPPED, "available_data " + detail);
  }

  private void explain(CandidateHash candidate, Explanation.Step step, String detail) {
    effects()
        .explain(
            new Explanation(
                name(), Optional.empty(), Optional.empty(), Optional.of(candidate), step, detail));
  }
}
