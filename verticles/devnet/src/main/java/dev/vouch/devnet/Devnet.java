package dev.vouch.devnet;

import dev.vouch.bus.BusClient;
import dev.vouch.bus.Routes;
import dev.vouch.cluster.ClusterSettings;
import dev.vouch.cluster.ClusteredVertx;
import dev.vouch.cluster.FreePort;
import dev.vouch.crypto.Hashes;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.GenesisPara;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.node.NodeCodecs;
import dev.vouch.node.NodeContext;
import dev.vouch.node.NodeMeters;
import dev.vouch.node.blobs.BlobLimits;
import dev.vouch.node.blobs.BlobStore;
import dev.vouch.node.blobs.BlobVerticle;
import dev.vouch.node.blobs.PeerBlobs;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The embedded network: a relay chain, validators, collators, a page to watch them. */
public final class Devnet {
  /** Node feature bits, sizes and lengths of a development chain (neighbours spec 5.2). */
  private static final long SESSION_LENGTH = 50;

  private static final long GROUP_ROTATION = 20;
  private static final int LOOKAHEAD = 3;
  private static final int MINIMUM_VOTES = 2;
  private static final long MAX_POV = 5L * 1024 * 1024;
  private static final long MAX_CODE = 3L * 1024 * 1024;
  private static final int FINALITY_LAG = 2;
  private static final int FIRST_PARA = 2000;
  private static final long START_MILLIS = 60_000;
  private static final long STOP_MILLIS = 2_200;

  /** For the last look at the meters; the rest of the three seconds is for ending. */
  private static final long SCRAPE_MILLIS = 300;

  /** A worker that executes ends by being killed only; one that prepares ends by itself. */
  private static final String RETIRED_COUNTER = "vouch_pvf_workers_retired_total";

  private static final String EXECUTE_WORKERS = "flavor=\"execute_";
  private static final String TEMPORARY = "tmp";
  private static final String BLOB_KEY = "//Relay";

  private final DevnetOptions options;
  private final Report report;
  private final List<String> launcher;
  private final Runnable onStop;
  private final List<String> names;
  private final List<ParaId> paras;
  private final CandidateLedger ledger;
  private final Page page;
  private final List<NodeHandle> nodes = new CopyOnWriteArrayList<>();

  /** What became of {@link #nodes}, or will. */
  private final List<Future<NodeHandle>> starting = new CopyOnWriteArrayList<>();

  /** Whose end was reported; of the event loop. */
  private final Set<String> down = new HashSet<>();

  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final long startedAt = System.nanoTime() / 1_000_000;
  private volatile @Nullable ClusteredVertx relay;
  private volatile @Nullable StatusPages pages;
  private volatile @Nullable Path directory;
  private volatile long workersKilled;

  /**
   * @param launcher the command that starts {@code vouch}, for validators in processes
   * @param onStop called when everything begins to end, before anything does
   */
  public Devnet(DevnetOptions options, PrintStream out, List<String> launcher, Runnable onStop) {
    this.onStop = onStop;
    this.options = options;
    this.report = new Report(out, options.json());
    this.launcher = List.copyOf(launcher);
    this.names = IntStream.range(0, options.validators()).mapToObj(DevAccounts::name).toList();
    this.paras =
        IntStream.range(0, options.paras()).mapToObj(i -> new ParaId(FIRST_PARA + i)).toList();
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

  private static final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
      super(message);
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
      List<Sr25519KeyPair> keys =
          IntStream.range(0, options.validators())
              .mapToObj(i -> Sr25519KeyPair.fromUri(DevAccounts.uri(i)))
              .toList();
      List<PublicKey> publicKeys = keys.stream().map(Sr25519KeyPair::publicKey).toList();
      keys.forEach(Sr25519KeyPair::close);
      DevChain chain = new DevChain(spec(publicKeys));
      String cluster = "vouch-devnet-" + chain.genesis().hash().toHex().substring(0, 8);
      ClusteredVertx own =
          await(
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
    PublicKey blobKey = publicKey(BLOB_KEY);
    BlobStore blobs = BlobStore.open(dir.resolve("relay").resolve("blobs"), BlobLimits.DEFAULTS);
    for (ParaId para : paras) {
      blobs.put(TestPara.of(para).code());
    }
    NodeContext context =
        NodeContext.of(vertx, Routes.local("relay"), new NodeMeters(new SimpleMeterRegistry()));
    BlobVerticle server = new BlobVerticle(context, blobs, new PeerBlobs(), "127.0.0.1", 0);
    await(vertx.deployVerticle(server), "serve blobs");
    StatusPages status = new StatusPages(vertx, () -> nodes, page::html, () -> missing(chain));
    pages = status;
    int httpPort =
        await(status.listen(options.httpPort()), "listen on --http-port " + options.httpPort());
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
    await(vertx.deployVerticle(relayChain), "start the relay chain");
    await(new Watch(ledger, report).listen(vertx, names), "listen to the validators");
    NodeFiles files =
        new NodeFiles(
            dir, chain.genesis().hash(), members, blobKey, server.origin().port(), options);
    startNodes(vertx, chain, dir, desk, files, ports);
    report.progress(
        "ready after "
            + (System.nanoTime() / 1_000_000 - startedAt)
            + " ms: every validator is clustered, its PVFs are prepared and warm");
    vertx.setPeriodic(5_000, tick -> progress(chain));
    relayChain.begin();
  }

  private void startNodes(
      Vertx vertx,
      DevChain chain,
      Path dir,
      CollatorDesk desk,
      NodeFiles files,
      List<Integer> ports)
      throws IOException {
    for (int i = 0; i < options.validators(); i++) {
      if (closing.get()) {
        throw new StartException("stopped while it started");
      }
      int statusPort = FreePort.onLoopback();
      JsonObject config = files.config(i, ports.get(i + 1), statusPort);
      Path file = files.file(names.get(i));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, config.encodePrettily());
      starting.add(startNode(dir, names.get(i), file, config, statusPort).onSuccess(nodes::add));
    }
    await(Future.all(List.copyOf(starting)), "start the validators");
    report.progress(options.validators() + " validators start");
    WarmUp warmUp = new WarmUp(chain, desk);
    List<Future<?>> warm = new ArrayList<>();
    for (String name : names) {
      warm.add(
          reachable(vertx, desk, name)
              .compose(up -> warmUp.warm(name))
              .onSuccess(done -> report.progress(name + " is clustered, prepared and warm")));
    }
    await(Future.all(warm), "get every validator ready");
  }

  private Future<NodeHandle> startNode(
      Path dir, String name, Path file, JsonObject config, int statusPort) throws IOException {
    if (!options.processes()) {
      return InProcessNode.start(NodeConfig.of(config));
    }
    ChildNode child = ChildNode.start(launcher, name, file, temporary(dir), statusPort);
    report.validator(name, child.pid(), statusPort, file.toString());
    return Future.succeededFuture(child);
  }

  /** For the temporary files of validators in processes: one that is killed cannot remove them. */
  private static Path temporary(Path dir) throws IOException {
    return Files.createDirectories(dir.resolve(TEMPORARY));
  }

  /** What is missing before the network is ready; empty when nothing is. */
  private static String missing(DevChain chain) {
    return chain.best().number() == 0 ? "block 1 is not there yet" : "";
  }

  /** Asks until the node's overseer answers; it is deployed last. */
  private Future<Void> reachable(Vertx vertx, CollatorDesk desk, String name) {
    BusClient client = desk.client(name);
    return client
        .ask(new OverseerMessage.WaitForActivation(Hash.ZERO), 0)
        .compose(
            outcome -> {
              boolean nobody =
                  outcome
                          instanceof
                          dev.vouch.messages.Outcome.Failed<OverseerMessage.Activated>(var failure)
                      && failure.kind() == dev.vouch.messages.Failure.Kind.NO_HANDLER;
              if (!nobody) {
                return Future.succeededFuture();
              }
              if (closing.get()) {
                return Future.failedFuture("stopped");
              }
              return vertx
                  .timer(200, TimeUnit.MILLISECONDS)
                  .compose(t -> reachable(vertx, desk, name));
            });
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
    for (NodeHandle node : nodes) {
      node.ended()
          .filter(why -> down.add(node.name()))
          .ifPresent(why -> report.problem(node.name() + " is down: " + why));
    }
    StatusPages status = pages;
    if (status != null) {
      status.metrics().onSuccess(this::countKilled);
    }
    report.progress("block " + chain.best().number() + ", finalized " + chain.finalized().number());
  }

  private void countKilled(String metrics) {
    workersKilled =
        Math.max(workersKilled, StatusPages.sum(metrics, RETIRED_COUNTER, EXECUTE_WORKERS));
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
    StatusPages status = pages;
    if (status != null) {
      awaitQuietly(status.metrics().onSuccess(this::countKilled), SCRAPE_MILLIS);
    }
    List<Future<Void>> ending =
        starting.stream()
            .map(node -> node.transform(r -> r.succeeded() ? r.result().close() : done()))
            .toList();
    awaitQuietly(Future.join(ending), STOP_MILLIS);
    ClusteredVertx own = relay;
    if (own != null) {
      awaitQuietly(own.close(), 1_000);
    }
    removeTemporary();
    synchronized (ledger) {
      report.summary(ledger, workersKilled, startedAt, System.nanoTime() / 1_000_000);
    }
    closed.complete(null);
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
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
      DirectoryTree.remove(options.dir().isPresent() ? dir.resolve(TEMPORARY) : dir);
    }
  }

  private ChainSpec spec(List<PublicKey> keys) {
    List<GenesisPara> genesis =
        paras.stream()
            .map(
                id -> {
                  TestPara kind = TestPara.of(id);
                  return new GenesisPara(id, kind.genesisHead(), ref(kind.code()));
                })
            .toList();
    return new ChainSpec(
        keys,
        keys,
        options.groupSize(),
        genesis,
        SESSION_LENGTH,
        GROUP_ROTATION,
        LOOKAHEAD,
        MINIMUM_VOTES,
        NodeFeatures.none()
            .with(NodeFeatures.Feature.ENABLE_ASSIGNMENTS_V2)
            .with(NodeFeatures.Feature.ELASTIC_SCALING_MVP)
            .with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V2),
        ExecutorParams.defaults(),
        MAX_POV,
        MAX_CODE,
        FINALITY_LAG);
  }

  private static BlobRef ref(Bytes blob) {
    return new BlobRef(Hash.of(Hashes.blake2b256(blob.toArray())), blob.length());
  }

  private static PublicKey publicKey(String uri) {
    try (Sr25519KeyPair pair = Sr25519KeyPair.fromUri(uri)) {
      return pair.publicKey();
    }
  }

  private <T> T await(Future<T> future, String what) {
    long left = START_MILLIS - (System.nanoTime() / 1_000_000 - startedAt);
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Math.max(1, left), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new StartException("cannot " + what + ": " + e.getCause());
    } catch (TimeoutException e) {
      throw new StartException(
          "gave up after "
              + START_MILLIS / 1_000
              + " s: could not "
              + what
              + "; "
              + whatIsMissing());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted");
    }
  }

  private String whatIsMissing() {
    for (NodeHandle node : nodes) {
      if (node.ended().isPresent()) {
        return node.name() + ": " + node.ended().orElseThrow();
      }
    }
    return "see the lines above for who is ready";
  }

  private static void awaitQuietly(Future<?> future, long millis) {
    try {
      future.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // What did not end in time is ended with the process.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
