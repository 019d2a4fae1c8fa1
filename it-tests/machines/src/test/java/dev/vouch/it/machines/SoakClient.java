package dev.vouch.it.machines;

import dev.vouch.crypto.Hashes;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.host.PvfHost;
import dev.vouch.pvf.host.RunInput;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Somebody who asks the host for mixed PVFs, waits for the answers and judges them. */
final class SoakClient {
  private static final int MOST_IN_A_ROW = 12;
  private static final long CPU_LIMIT_MILLIS = 500;

  private final PvfHost host;
  private final List<SoakCase> cases;
  private final SoakLeaf leaf;
  private final SoakDice dice;
  private final SoakReport report;

  SoakClient(PvfHost host, List<SoakCase> cases, SoakLeaf leaf, SoakDice dice, SoakReport report) {
    this.host = host;
    this.cases = cases;
    this.leaf = leaf;
    this.dice = dice;
    this.report = report;
  }

  /** Asks for something, or for several after each other as long as it is not over. */
  void ask(BooleanSupplier over) throws Exception {
    SoakCase one = cases.get(dice.draw(cases.size()));
    switch (dice.draw(20)) {
      case 0 -> host.headsUp(prep(one));
      case 1 -> precheck(one);
      default -> {
        // Several candidates of a para after each other, as in a network.
        for (int jobs = 1 + dice.draw(MOST_IN_A_ROW); jobs > 0 && !over.getAsBoolean(); jobs--) {
          execute(one);
        }
      }
    }
  }

  private void precheck(SoakCase one) throws Exception {
    report.asked();
    long started = System.nanoTime();
    var outcome = await(host.prepare(prep(one)), "precheck", started);
    outcome.ifPresent(
        done ->
            report.answered(
                "precheck", done.result().getClass().getSimpleName(), millisSince(started)));
  }

  private void execute(SoakCase one) throws Exception {
    report.asked();
    long started = System.nanoTime();
    CompletableFuture<RunOutcome> future = host.execute(request(one));
    if (dice.draw(25) == 0) {
      Thread.sleep(dice.draw(30));
      future.cancel(false);
    }
    Optional<RunOutcome> outcome = await(future, one.family(), started);
    if (outcome.isEmpty()) {
      return;
    }
    RunOutcome done = outcome.get();
    String name =
        done instanceof RunOutcome.Failed failed
            ? failed.kind().specName()
            : done.getClass().getSimpleName();
    report.answered(one.family(), name, millisSince(started));
    switch (one.judge(done)) {
      case AS_EXPECTED -> {}
      case COULD_NOT_DECIDE -> report.undecided(reason(done));
      case WRONG -> report.wrong(one.family() + " gave " + done);
    }
  }

  private static String reason(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Failed failed -> failed.kind().specName() + ": " + failed.reason();
      case RunOutcome.NotPrepared(var error) -> error.kind().describe(error.reason());
      case RunOutcome.Stale() -> "the leaf is gone";
      case RunOutcome.Returned returned -> "returned";
    };
  }

  /** Empty if nobody wants the answer any more, or if it does not come. */
  private <T> Optional<T> await(CompletableFuture<T> future, String family, long started)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(future.get(SoakReport.LONGEST_WAIT_MILLIS * 2, TimeUnit.MILLISECONDS));
    } catch (CancellationException e) {
      report.answered(family, "cancelled", millisSince(started));
      return Optional.empty();
    } catch (TimeoutException e) {
      report.wrong(family + " was not answered");
      return Optional.empty();
    }
  }

  private PvfPrepData prep(SoakCase one) {
    Hash hash = Hash.of(Hashes.blake2b256(one.code().toArray()));
    PrepKind kind = dice.draw(10) == 0 ? PrepKind.PRECHECKING : PrepKind.COMPILATION;
    return new PvfPrepData(
        new BlobRef(hash, one.code().length()), ExecutorParams.defaults(), 30 << 20, 20_000, kind);
  }

  private RunRequest request(SoakCase one) {
    Hash parent = leaf.hash();
    PvfExecKind kind =
        switch (dice.draw(4)) {
          case 0 -> new PvfExecKind.Dispute();
          case 1 -> new PvfExecKind.Approval();
          case 2 -> new PvfExecKind.BackingSystemParas(parent);
          default -> new PvfExecKind.Backing(parent);
        };
    boolean confirming = dice.draw(40) == 0;
    return new RunRequest(
        prep(one),
        new RunInput.Raw(one.parameters()),
        CPU_LIMIT_MILLIS,
        dice.draw(2) == 0 ? PreparePriority.NORMAL : PreparePriority.CRITICAL,
        kind,
        EngineMode.COMPILED,
        confirming ? Jit.TIERED : Jit.C1,
        confirming);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
