package dev.vouch.devnet;

import dev.vouch.bus.BusClient;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.GenesisPara;
import dev.vouch.devnet.collator.Collation;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Gets a node ready for its first candidate: codes fetched, PVFs prepared, slots warm. */
final class WarmUp {
  private static final long PREPARE_TIMEOUT_MILLIS = 50_000;

  /** Generous: a cold start on a loaded machine is no reason to give up. */
  private static final long EXECUTE_TIMEOUT_MILLIS = 10_000;

  private final DevChain chain;
  private final CollatorDesk desk;

  WarmUp(DevChain chain, CollatorDesk desk) {
    this.chain = chain;
    this.desk = desk;
  }

  /** Completes when the node has executed every para's block on genesis once. */
  Future<?> warm(String node) {
    List<Future<?>> paras = new ArrayList<>();
    for (GenesisPara para : chain.spec().paras()) {
      paras.add(warm(node, para));
    }
    return Future.all(paras);
  }

  private Future<?> warm(String node, GenesisPara para) {
    BusClient client = desk.client(node);
    PvfPrepData prep =
        new PvfPrepData(
            para.code(),
            chain.spec().executorParams(),
            ChainSpec.BOMB_LIMIT_FACTOR * chain.spec().maxCodeSize(),
            PREPARE_TIMEOUT_MILLIS,
            PrepKind.COMPILATION);
    Collation first =
        desk.offer(chain.genesis(), para.id())
            .orElseThrow(() -> new IllegalStateException("no block on genesis of " + para.id()))
            .collation();
    return desk.fetch(client, para.code())
        .compose(code -> client.request(new PvfHostMessage.PrecheckPvf(prep)))
        .compose(
            prepared ->
                switch (prepared) {
                  case PvfHostMessage.PrepareAnswer.Prepared ok -> desk.bring(client, first);
                  case PvfHostMessage.PrepareAnswer.Failed failed ->
                      Future.failedFuture(
                          node + " cannot prepare para " + para.id() + ": " + failed);
                })
        .compose(
            pov ->
                client.request(
                    new PvfHostMessage.ExecutePvf(
                        prep,
                        first.receipt(),
                        first.pvd(),
                        pov,
                        EXECUTE_TIMEOUT_MILLIS,
                        PreparePriority.CRITICAL,
                        new PvfExecKind.Approval(),
                        false,
                        false)))
        .compose(
            answer ->
                answer instanceof ExecuteAnswer.Finished
                    ? Future.succeededFuture()
                    : Future.failedFuture(node + " cannot run para " + para.id() + ": " + answer));
  }
}
