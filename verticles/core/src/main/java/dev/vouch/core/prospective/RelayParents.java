package dev.vouch.core.prospective;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Number and state root of relay parents, as the runtime knows them (neighbours spec PP-22).
 *
 * <p>Positive answers are kept, keyed by the block that was asked, so that a relay parent confirmed
 * under one fork does not count under another (PP-q8 mended). At most {@link #MAX_ENTRIES}.
 */
final class RelayParents {
  /** The reference's bound. */
  static final int MAX_ENTRIES = 2400;

  private final Asker asker;
  private final Map<Key, RelayParentInfo> cache =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RelayParentInfo> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  private record Key(Hash queriedAt, long session, Hash relayParent) {}

  RelayParents(Asker asker) {
    this.asker = asker;
  }

  /** The relay parent's record; failed when the runtime or chain could not be asked. */
  Pending<Outcome<Found>> find(Hash queriedAt, long session, Hash relayParent) {
    Key key = new Key(queriedAt, session, relayParent);
    RelayParentInfo known = cache.get(key);
    if (known != null) {
      return Pending.of(Outcome.answered(new Found(Optional.of(known))));
    }
    Pending<Outcome<Found>> asked =
        relayParent.equals(queriedAt)
            ? fromHeader(session, relayParent)
            : fromRuntime(queriedAt, session, relayParent);
    return asked.map(
        outcome -> {
          if (outcome instanceof Outcome.Answered<Found>(Found found)) {
            found.info().ifPresent(info -> cache.put(key, info));
          }
          return outcome;
        });
  }

  /** PP-23: the PVD's number and root are those of the relay parent in its claimed session. */
  Pending<Boolean> hold(
      Hash queriedAt, long sessionForChild, CandidateDescriptor descriptor, CandidateEntry entry) {
    long session = descriptor.sessionIndex().orElse(sessionForChild);
    return find(queriedAt, session, entry.relayParent().hash())
        .map(
            outcome ->
                outcome instanceof Outcome.Answered<Found>(Found found)
                    && found.info().filter(entry.relayParent()::equals).isPresent());
  }

  private Pending<Outcome<Found>> fromRuntime(Hash queriedAt, long session, Hash relayParent) {
    return asker
        .ask(new RuntimeApiMessage.AncestorRelayParentInfo(queriedAt, session, relayParent))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<RuntimeApiMessage.RelayParentInfo>(var answer) ->
                      found(
                          answer
                              .info()
                              .map(
                                  i ->
                                      new RelayParentInfo(relayParent, i.number(), i.stateRoot())));
                  case Outcome.Failed<RuntimeApiMessage.RelayParentInfo>(Failure failure) ->
                      failure.kind() == Failure.Kind.NOT_SUPPORTED
                          ? fromHeader(session, relayParent)
                          : Pending.of(new Outcome.Failed<>(failure));
                });
  }

  private Pending<Outcome<Found>> fromHeader(long session, Hash relayParent) {
    return asker
        .ask(new RuntimeApiMessage.SessionIndexForChild(relayParent))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<RuntimeApiMessage.SessionIndex>(var answer) ->
                      answer.session() == session ? header(relayParent) : found(Optional.empty());
                  case Outcome.Failed<RuntimeApiMessage.SessionIndex>(Failure failure) ->
                      Pending.of(new Outcome.Failed<>(failure));
                });
  }

  private Pending<Outcome<Found>> header(Hash relayParent) {
    return asker
        .ask(new ChainApiMessage.GetBlockHeader(relayParent))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<ChainApiMessage.Header>(var answer) ->
                      found(answer.header().map(h -> info(relayParent, h)));
                  case Outcome.Failed<ChainApiMessage.Header>(Failure failure) ->
                      Pending.of(new Outcome.Failed<>(failure));
                });
  }

  private static RelayParentInfo info(Hash relayParent, BlockHeader header) {
    return new RelayParentInfo(relayParent, header.number(), header.stateRoot());
  }

  private static Pending<Outcome<Found>> found(Optional<RelayParentInfo> info) {
    return Pending.of(Outcome.answered(new Found(info)));
  }

  record Found(Optional<RelayParentInfo> info) {}
}
