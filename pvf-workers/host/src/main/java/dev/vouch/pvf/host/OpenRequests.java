package dev.vouch.pvf.host;

import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The futures of the requests that the machine knows by number. Of one thread; bounded by the
 * machine's limit on what waits and by the slots.
 */
final class OpenRequests {
  /** A run that waits or goes on. */
  record Execution(RunRequest request, ArtifactId id, CompletableFuture<RunOutcome> future) {}

  private record Precheck(ArtifactId id, CompletableFuture<PrepareOutcome> future) {}

  private final Map<Long, Execution> executions = new HashMap<>();
  private final Map<Long, Precheck> prechecks = new HashMap<>();
  private long next;

  long addPrecheck(ArtifactId id, CompletableFuture<PrepareOutcome> future) {
    prechecks.put(next, new Precheck(id, future));
    return next++;
  }

  long addExecution(RunRequest request, ArtifactId id, CompletableFuture<RunOutcome> future) {
    executions.put(next, new Execution(request, id, future));
    return next++;
  }

  Optional<Execution> execution(long request) {
    return Optional.ofNullable(executions.get(request));
  }

  void answer(long request, PrepareResult result) {
    Precheck precheck = prechecks.remove(request);
    if (precheck != null) {
      precheck.future().complete(new PrepareOutcome(precheck.id(), result));
    }
  }

  void answer(long request, RunOutcome outcome) {
    Execution execution = executions.remove(request);
    if (execution != null) {
      execution.future().complete(outcome);
    }
  }

  void forget(long request) {
    executions.remove(request);
    prechecks.remove(request);
  }

  void failAll() {
    executions
        .values()
        .forEach(e -> e.future().complete(RunOutcome.internal("the PVF host is closing")));
    prechecks.values().forEach(p -> p.future().cancel(false));
    executions.clear();
    prechecks.clear();
  }
}
