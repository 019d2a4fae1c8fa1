package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vouch.bus.BusClient;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Routes;
import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfHostMessage.PrecheckPvf;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.pvf.fixtures.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Undeployed in the middle of work: whoever waits is answered, and nothing stays. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PvfHostEndTest {
  private static final int REQUESTS = 100;

  @TempDir Path directory;
  private final TestPvf pvf = new TestPvf();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Routes routes = Routes.local("alice");
  private final Vertx vertx = Vertx.vertx();
  private BusCodecs.Registration codecs;

  @BeforeEach
  void register() {
    codecs = BusCodecs.register(vertx);
  }

  @AfterEach
  void closeBus() throws Exception {
    codecs.close();
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return TestPvf.await(future.toCompletionStage().toCompletableFuture());
  }

  private PvfHostVerticle verticle(int slots) {
    PvfHostConfig config =
        PvfHostConfig.defaults(directory)
            .withSlots(slots)
            .withSpares(0)
            .withMakeAotCache(false)
            .withWarmUp(false);
    return new PvfHostVerticle(config, routes, BusMeter.NONE, registry, pvf);
  }

  @Test
  void aHostThatIsUndeployedWithAHundredRequestsOpenAnswersEachAndLeavesNothing() throws Exception {
    PvfHostVerticle verticle = verticle(2);
    String deployment = get(vertx.deployVerticle(verticle));
    PvfHost host = verticle.host();
    List<CompletableFuture<?>> open = new ArrayList<>();
    BusClient client = new BusClient(vertx, routes);
    for (int i = 0; i < REQUESTS; i++) {
      open.add(
          i % 10 == 0
              ? client
                  .request(new PrecheckPvf(pvf.code(Fixtures.undying())))
                  .toCompletionStage()
                  .toCompletableFuture()
              : host.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams())));
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> !host.workerPids().isEmpty());
    List<ProcessHandle> workers =
        host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();

    get(vertx.undeploy(deployment));

    for (CompletableFuture<?> request : open) {
      Object answer = request.handle((value, error) -> error == null ? value : error).get();
      assertThat(answer).isNotInstanceOf(RunOutcome.Stale.class);
      if (answer instanceof RunOutcome.Failed failed) {
        assertThat(failed.kind().blame()).isEqualTo(ExecuteErrorKind.Blame.NOBODY);
        assertThat(failed.reason()).isNotBlank();
      }
    }
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
    assertThat(host.workerPids()).isEmpty();
    assertNobodyListens(routes.own().inbox(SubsystemName.PVF_HOST));
    assertNobodyListens(routes.own().pvfCredits());
    assertNobodyListens(routes.own().pvfSlot(0));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
    }
    assertThat(host.execute(pvf.run(Fixtures.adder(), new byte[0])))
        .as("later requests are refused at once")
        .isCompletedExceptionally();
  }

  private void assertNobodyListens(String address) {
    assertThat(vertx.eventBus().request(address, "?").toCompletionStage().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ReplyException.class,
            e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
  }

  @Test
  void whereANodeHasNoMemoryItSaysSoAndGoesOn() throws Exception {
    BlobRef noRoom = new BlobRef(Hash.of(new byte[Hash.LENGTH]), 10);
    Blobs blobs =
        blob -> {
          if (blob.equals(noRoom)) {
            throw new OutOfMemoryError("no room");
          }
          return pvf.read(blob);
        };
    PvfHostConfig config =
        PvfHostConfig.defaults(directory).withSlots(1).withSpares(0).withMakeAotCache(false);
    try (PvfHost host = PvfHost.start(config, blobs, new PvfHostMeters(registry))) {
      RunRequest adder = pvf.run(Fixtures.adder(), TestPvf.adderParams());
      PvfPrepData code =
          new PvfPrepData(
              noRoom, ExecutorParams.defaults(), 30 << 20, 60_000, PrepKind.COMPILATION);
      assertThat(TestPvf.await(host.execute(of(adder, code, adder.input()))))
          .isInstanceOfSatisfying(
              RunOutcome.NotPrepared.class,
              failed -> {
                assertThat(failed.error().reason()).contains("no memory");
                assertThat(failed.error().kind().deterministic()).isFalse();
              });
      RunInput input =
          new RunInput.Candidate(
              new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 1),
              noRoom,
              Optional.empty());
      assertThat(TestPvf.await(host.execute(of(adder, adder.prep(), input))))
          .isInstanceOfSatisfying(
              RunOutcome.Failed.class,
              failed -> {
                assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.INTERNAL);
                assertThat(failed.reason()).contains("no memory");
              });
      assertThat(TestPvf.await(host.execute(adder))).isInstanceOf(RunOutcome.Returned.class);
    }
  }

  private static RunRequest of(RunRequest like, PvfPrepData code, RunInput input) {
    return new RunRequest(
        code,
        input,
        like.cpuLimitMillis(),
        like.preparePriority(),
        like.kind(),
        like.engine(),
        like.jit(),
        false);
  }

  @Test
  void aSlotThatIsUndeployedAnswersItsJobAndGetsNoOther() throws Exception {
    PvfHostVerticle verticle = verticle(1);
    get(vertx.deployVerticle(verticle));
    PvfHost host = verticle.host();
    TestPvf.await(host.prepare(pvf.code(Fixtures.undying())));
    String extra =
        get(
            vertx.deployVerticle(
                new PvfSlotVerticle(routes, BusMeter.NONE, 7, host.newRunner()),
                new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
    byte[] hours = TestPvf.undyingForHours();
    CompletableFuture<RunOutcome> one = host.execute(pvf.run(Fixtures.undying(), hours, 2_000));
    CompletableFuture<RunOutcome> two = host.execute(pvf.run(Fixtures.undying(), hours, 2_000));
    await().atMost(Duration.ofSeconds(60)).until(() -> host.heldArtifacts().size() == 1);
    await().atMost(Duration.ofSeconds(60)).until(() -> host.workerPids().size() == 2);

    get(vertx.undeploy(extra));

    RunOutcome cut =
        TestPvf.await(CompletableFuture.anyOf(one, two).thenApply(RunOutcome.class::cast));
    assertThat(cut)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.INTERNAL));
    assertNobodyListens(routes.own().pvfSlot(7));

    // The other slot is the only one now: whoever comes waits for it, and is not sent away.
    RunOutcome next = TestPvf.await(host.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams())));
    assertThat(next).isInstanceOf(RunOutcome.Returned.class);
    // By now the slot that went away has told its end too, which is no second case.
    assertThat(
            registry.get("vouch.pvf.execute.undecided").tag("cause", "Internal").counter().count())
        .isEqualTo(1);
  }
}
