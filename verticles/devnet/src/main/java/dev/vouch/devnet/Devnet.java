package dev.vouch.devnet;

import dev.vouch.bus.Routes;
import dev.vouch.cluster.ClusterSettings;
import dev.vouch.cluster.ClusteredVertx;
import dev.vouch.cluster.FreePort;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.node.NodeCodecs;
import dev.vouch.node.NodeContext;
import dev.vouch.node.NodeMeters;
import dev.vouch.node.blobs.BlobLimits;
import dev.vouch.node.blobs.BlobStore;
import dev.vouch.node.blobs.BlobVerticle;
import dev.vouch.node.blobs.PeerBlobs;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The embedded network: a relay chain, validators, collators, a page to watch them. */
public final class Devnet {

  /** With the next one and what it takes to remove files: everything ends within three seconds. */
  private static final long STOP_MILLIS = 1_900;

  private static final long LEAVE_MILLIS = 600;

  private static final long PROGRESS_MILLIS = 5_000;
  private static final long SCRAPE_MILLIS = 1_000;

  private static final String BLOB_KEY = "//Relay";

  private final DevnetOptions options;
  private final Report report;
  private final Runnable onStop;
  private final List<String> names;
  private final List<ParaId> paras;
  private final CandidateLedger ledger;
  private final Page page;
  private final Fleet fleet;

  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final Startup startup = new Startup(this::whatIsMissing);
  private volatile @Nullable ClusteredVertx relay;
  private volatile @Nullable Path directory;
  private final KilledWorkers killed = new KilledWorkers();

  /**
   * @param launcher the command that starts {@code vouch}, for validators in processes
   * @param onStop called when everything begins to end, before anything does
   */
  public Devnet(DevnetOptions options, PrintStream out, List<String> launcher, Runnable onStop) {
    this.onStop = onStop;
    this.options = options;
    this.report = new Report(out, options.json());
    this.fleet = new Fleet(options, report, launcher);
    this.names = IntStream.range(0, options.validators()).mapToObj(DevAccounts::name).toList();
    this.paras = DevGenesis.paras(options);
    this.ledger = new CandidateLedger(paras);
    this.page = new Page(ledger);
  }

  /** Runs until the blocks are made or {@link #stop} is called; tells the exit code. */
  public int run() {
    try {
      start();
      finished.join();
      int stalled = stalledParas();
      stop();
      return stalled == 0 ? 0 : 1;
    } catch (StartException e) {
      report.problem(String.valueOf(e.getMessage()));
      stop();
      return 1;
    }
  }

  private void start() {
    Path dir = directory();
    try {
      Files.createDirectories(dir);
      List<Integer> ports =
          IntStream.rangeClosed(0, options.validators())
              .mapToObj(i -> FreePort.onLoopback())
              .toList();
      List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
      DevChain chain = new DevChain(DevGenesis.spec(options));
      String cluster = "vouch-devnet-" + chain.genesis().hash().toHex().substring(0, 8);
      ClusteredVertx own =
          startup.await(
              ClusteredVertx.start(ClusterSettings.loopback(cluster, ports.get(0), members)),
              "start the relay chain's cluster member");
      relay = own;
      start(own.vertx(), chain, dir, ports, members);
    } catch (IOException e) {
      throw new StartException("cannot use the directory " + dir + ": " + e);
    }
  }

  private void start(
      Vertx vertx, DevChain chain, Path dir, List<Integer> ports, List<String> members)
      throws IOException {
    NodeCodecs.register(vertx);
    PublicKey blobKey = DevGenesis.publicKey(BLOB_KEY);
    BlobStore blobs = BlobStore.open(dir.resolve("relay").resolve("blobs"), BlobLimits.DEFAULTS);
    for (ParaId para : paras) {
      blobs.put(TestPara.of(para).code());
    }
    NodeContext context =
        NodeContext.of(vertx, Routes.local("relay"), new NodeMeters(new SimpleMeterRegistry()));
    BlobVerticle server = new BlobVerticle(context, blobs, new PeerBlobs(), "127.0.0.1", 0);
    startup.await(vertx.deployVerticle(server), "serve blobs");
    StatusPages status = new StatusPages(vertx, fleet::nodes, page::html, () -> missing(chain));
    int httpPort =
        startup.await(
            status.listen(options.httpPort()), "listen on --http-port " + options.httpPort());
    report.started(options, httpPort, dir.toString());
    CollatorDesk desk = new CollatorDesk(vertx, chain, names, blobs, blobKey, ledger);
    RelayChainVerticle relayChain =
        new RelayChainVerticle(
            chain,
            names,
            options.blockTime().toMillis(),
            options.forkEvery(),
            context.meters(),
            block -> onBlock(chain, desk, block));
    startup.await(vertx.deployVerticle(relayChain), "start the relay chain");
    startup.await(new Watch(ledger, report).listen(vertx, names), "listen to the validators");
    NodeFiles files =
        new NodeFiles(
            dir, chain.genesis().hash(), members, blobKey, server.origin().port(), options);
    startup.await(
        fleet.start(dir, files, ports.subList(1, ports.size()), closing::get),
        "start the validators");
    report.progress(options.validators() + " validators start");
    startup.await(warm(vertx, chain, desk), "get every validator ready");
    report.progress(
        "ready after "
            + startup.elapsedMillis()
            + " ms: every validator is clustered, its PVFs are prepared and warm");
    vertx.setPeriodic(PROGRESS_MILLIS, tick -> progress(chain));
    // Not while everything ends: whatever is killed then does not count.
    vertx.setPeriodic(
        SCRAPE_MILLIS,
        tick -> {
          if (!closing.get()) {
            status.metrics().onSuccess(killed::see);
          }
        });
    relayChain.begin();
  }

  private Future<?> warm(Vertx vertx, DevChain chain, CollatorDesk desk) {
    WarmUp warmUp = new WarmUp(chain, desk);
    List<Future<?>> warm = new ArrayList<>();
    for (String name : names) {
      warm.add(
          Fleet.reachable(vertx, desk.client(name), closing::get)
              .compose(up -> warmUp.warm(name))
              .onSuccess(done -> report.progress(name + " is clustered, prepared and warm")));
    }
    return Future.all(warm);
  }

  /** What is missing before the network is ready; empty when nothing is. */
  private static String missing(DevChain chain) {
    return chain.best().number() == 0 ? "block 1 is not there yet" : "";
  }

  private void onBlock(DevChain chain, CollatorDesk desk, RelayBlock block) {
    if (finished.isDone()) {
      return;
    }
    synchronized (ledger) {
      for (CandidateLedger.Decided decided : ledger.imported(block)) {
        report.decided(decided);
        page.decided(decided);
      }
    }
    block
        .dropped()
        .forEach(
            d ->
                report.problem(
                    "block "
                        + block.number()
                        + " drops a candidate of para "
                        + d.candidate().candidate().descriptor().paraId()
                        + ": "
                        + d.reason()));
    if (options.blocks() > 0 && chain.best().number() >= options.blocks()) {
      finished.complete(null);
      return;
    }
    desk.collate(block);
  }

  private void progress(DevChain chain) {
    if (closing.get()) {
      // The timer may fire once more while the nodes end; what it would ask is being closed.
      return;
    }
    fleet.reportEnded();
    report.progress("block " + chain.best().number() + ", finalized " + chain.finalized().number());
  }

  private int stalledParas() {
    synchronized (ledger) {
      List<CandidateLedger.ParaSummary> stalled =
          options.blocks() == 0 ? List.of() : ledger.stalled(options.blocks());
      stalled.forEach(para -> report.stalled(para, ledger.blocks()));
      return stalled.size();
    }
  }

  /** Ends everything and prints the summary last; safe to call twice and from any thread. */
  public void stop() {
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    onStop.run();
    finished.complete(null);
    Startup.awaitQuietly(fleet.close(), STOP_MILLIS);
    ClusteredVertx own = relay;
    if (own != null) {
      Startup.awaitQuietly(own.close(), LEAVE_MILLIS);
    }
    removeTemporary();
    synchronized (ledger) {
      report.summary(ledger, killed.count(), 0, startup.elapsedMillis());
    }
    closed.complete(null);
  }

  private Path directory() {
    Path known = directory;
    if (known != null) {
      return known;
    }
    try {
      Path made =
          options.dir().isPresent()
              ? options.dir().orElseThrow().toAbsolutePath()
              : Files.createTempDirectory("vouch-devnet-");
      directory = made;
      return made;
    } catch (IOException e) {
      throw new StartException("cannot make a temporary directory: " + e);
    }
  }

  private void removeTemporary() {
    Path dir = directory;
    if (dir != null) {
      DirectoryTree.remove(options.dir().isPresent() ? dir.resolve(Fleet.TEMPORARY) : dir);
    }
  }

  private String whatIsMissing() {
    return fleet.ended().orElse("see the lines above for who is ready");
  }
}
