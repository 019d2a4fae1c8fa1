package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prepares the PVFs that a node will need when it becomes a validator in the next session (CV-54,
 * CV-55). The set of prepared hashes lives for one session and grows by at most {@code
 * preparedPerBlock} per leaf.
 */
final class NextSession {
  private final Context context;
  private final RuntimeCalls runtime;
  private final ValidationConfig config;
  private final Set<ValidationCodeHash> prepared = new HashSet<>();
  private boolean authority;

  NextSession(Context context, RuntimeCalls runtime, ValidationConfig config) {
    this.context = context;
    this.runtime = runtime;
    this.config = config;
  }

  boolean isAuthority() {
    return authority;
  }

  /** A new session began: are we among its future authorities without validating now? */
  Pending<Done> newSession(Hash leaf, long session) {
    prepared.clear();
    authority = false;
    if (config.discoveryKeys().isEmpty()) {
      return Pending.done();
    }
    return runtime
        .ask(new RuntimeApiMessage.Authorities(leaf))
        .flatMap(
            found ->
                found.isPresent()
                        && found.get().authorities().stream()
                            .anyMatch(config.discoveryKeys()::contains)
                    ? unlessValidatingNow(leaf, session)
                    : Pending.done());
  }

  private Pending<Done> unlessValidatingNow(Hash leaf, long session) {
    return RuntimeCalls.flat(
            runtime
                .ask(new RuntimeApiMessage.GetSessionInfo(leaf, session))
                .map(found -> found.flatMap(RuntimeApiMessage.Session::info)),
            info -> validatingNow(info))
        .map(
            validating -> {
              authority = validating.isPresent() && !validating.get();
              return Done.DONE;
            });
  }

  private Pending<Optional<Boolean>> validatingNow(SessionInfo info) {
    return runtime
        .ask(new SignerMessage.GetValidatorKeys())
        .map(found -> found.map(keys -> keys.keys().stream().anyMatch(validators(info)::contains)));
  }

  private static List<PublicKey> validators(SessionInfo info) {
    return info.validators();
  }

  /** Prepares what was backed in this block, as long as we are to become a validator. */
  Pending<Done> prepare(Hash leaf) {
    if (!authority) {
      return Pending.done();
    }
    return runtime
        .ask(new RuntimeApiMessage.GetCandidateEvents(leaf))
        .flatMap(
            events -> {
              List<ValidationCodeHash> wanted =
                  events.map(found -> toPrepare(found.events())).orElseGet(List::of);
              return wanted.isEmpty() ? Pending.done() : prepareAll(leaf, wanted);
            });
  }

  private List<ValidationCodeHash> toPrepare(List<CandidateEvent> events) {
    return events.stream()
        .filter(event -> event instanceof CandidateEvent.CandidateBacked)
        .map(event -> event.receipt().descriptor().validationCodeHash())
        .filter(hash -> !prepared.contains(hash))
        .limit(config.preparedPerBlock())
        .toList();
  }

  private Pending<Done> prepareAll(Hash leaf, List<ValidationCodeHash> hashes) {
    return runtime
        .executorParamsAt(leaf)
        .flatMap(params -> params.map(p -> prepareAll(leaf, hashes, p)).orElseGet(Pending::done));
  }

  private Pending<Done> prepareAll(
      Hash leaf, List<ValidationCodeHash> hashes, ExecutorParams params) {
    List<PvfPrepData> built = new ArrayList<>();
    List<ValidationCodeHash> done = new ArrayList<>();
    return Pending.forEach(
            hashes,
            hash ->
                build(leaf, hash, params)
                    .map(
                        found -> {
                          found.ifPresent(
                              prep -> {
                                built.add(prep);
                                done.add(hash);
                              });
                          return Done.DONE;
                        }))
        .map(
            all -> {
              if (!built.isEmpty()) {
                context.send(new PvfHostMessage.HeadsUp(built));
                prepared.addAll(done);
              }
              return Done.DONE;
            });
  }

  private Pending<Optional<PvfPrepData>> build(
      Hash leaf, ValidationCodeHash hash, ExecutorParams params) {
    return RuntimeCalls.flat(
        runtime.codeByHash(leaf, hash),
        code ->
            RuntimeCalls.flat(
                runtime.sessionForChild(leaf),
                session ->
                    runtime
                        .bombLimitUncached(leaf, session)
                        .map(
                            limit ->
                                limit.map(
                                    bytes ->
                                        new PvfPrepData(
                                            code,
                                            params,
                                            bytes,
                                            Timeouts.prepareMillis(params),
                                            PvfHostMessage.PrepKind.PRECHECKING)))));
  }
}
