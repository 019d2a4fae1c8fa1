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

/**
 * Gets a node ready for its first candidate: codes fetched, PVFs prepared, a slot warm with the
 * para that it backs first. The other paras' slots start when they are needed, for every process
 * that starts costs a busy machine a second.
 */
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

  /** Completes when the node has prepared every para and executed a block on genesis once. */
  Future<?> warm(String node) {
    List<GenesisPara> all = chain.spec().paras();
    GenesisPara first =
        all.stream()
            .filter(para -> desk.group(chain.genesis(), para.id()).contains(node))
            .findFirst()
            .orElse(all.getFirst());
    List<Future<?>> paras = new ArrayList<>();
    for (GenesisPara para : all) {
      Future<?> prepared = prepare(node, para);
      paras.add(para.equals(first) ? prepared.compose(done -> execute(node, para)) : prepared);
    }
    return Future.all(paras);
  }

  private PvfPrepData prep(GenesisPara para) {
    return new PvfPrepData(
        para.code(),
        chain.spec().executorParams(),
        ChainSpec.BOMB_LIMIT_FACTOR * chain.spec().maxCodeSize(),
        PREPARE_TIMEOUT_MILLIS,
        PrepKind.COMPILATION);
  }

  private Future<?> prepare(String node, GenesisPara para) {
    BusClient client = desk.client(node);
    return desk.fetch(client, para.code())
        .compose(code -> client.request(new PvfHostMessage.PrecheckPvf(prep(para))))
        .compose(
            prepared ->
                switch (prepared) {
                  case PvfHostMessage.PrepareAnswer.Prepared ok -> Future.succeededFuture();
                  case PvfHostMessage.PrepareAnswer.Failed failed ->
                      Future.failedFuture(
                          node + " cannot prepare para " + para.id() + ": " + failed);
                });
  }

  private Future<?> execute(String node, GenesisPara para) {
    BusClient client = desk.client(node);
    Collation first =
        desk.offer(chain.genesis(), para.id())
            .orElseThrow(() -> new IllegalStateException("no block on genesis of " + para.id()))
            .collation();
    return desk.bring(client, first)
        .compose(
            pov ->
                client.request(
                    new PvfHostMessage.ExecutePvf(
                        prep(para),
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
