package dev.vouch.core.bridge;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidatorIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the runtime what is fixed about a scheduling parent (backing spec 4.6, step 2). */
final class SchedulingLoader {
  /** Leaves and their ancestors lie in at most two sessions; forks may add a few. */
  private static final int MAX_SESSIONS = 6;

  private final Asker asker;
  private final Map<Long, SessionInfo> sessions = new LinkedHashMap<>();

  SchedulingLoader(Asker asker) {
    this.asker = asker;
  }

  Pending<Outcome<Scheduling>> load(Hash block) {
    return Outcomes.then(
        disabled(block),
        disabled ->
            Outcomes.then(
                asker.ask(new RuntimeApiMessage.SessionIndexForChild(block)),
                session ->
                    Outcomes.then(
                        info(block, session.session()),
                        info -> withGroups(block, session.session(), info, disabled))));
  }

  /** Runtimes that do not know the call have no disabled validators. */
  private Pending<Outcome<List<ValidatorIndex>>> disabled(Hash block) {
    return Outcomes.orIfNotSupported(
        Outcomes.map(
            asker.ask(new RuntimeApiMessage.DisabledValidators(block)),
            RuntimeApiMessage.Disabled::validators),
        failure -> Outcomes.of(List.of()));
  }

  private Pending<Outcome<SessionInfo>> info(Hash block, long session) {
    SessionInfo known = sessions.get(session);
    if (known != null) {
      return Outcomes.of(known);
    }
    return Outcomes.then(
        asker.ask(new RuntimeApiMessage.GetSessionInfo(block, session)),
        answer ->
            answer
                .info()
                .map(
                    info -> {
                      keep(session, info);
                      return Outcomes.of(info);
                    })
                .orElseGet(
                    () ->
                        Outcomes.failed(
                            new Failure(
                                Failure.Kind.UNAVAILABLE,
                                "no information of session " + session))));
  }

  private void keep(long session, SessionInfo info) {
    sessions.put(session, info);
    if (sessions.size() > MAX_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
  }

  private Pending<Outcome<Scheduling>> withGroups(
      Hash block, long session, SessionInfo info, List<ValidatorIndex> disabled) {
    return Outcomes.then(
        asker.ask(new RuntimeApiMessage.ValidatorGroups(block)),
        groups ->
            Outcomes.map(
                asker.ask(new RuntimeApiMessage.GetClaimQueue(block)),
                claims ->
                    new Scheduling(
                        block,
                        session,
                        info,
                        groups.groups(),
                        groups.rotation(),
                        claims.claimQueue(),
                        disabled)));
  }
}
