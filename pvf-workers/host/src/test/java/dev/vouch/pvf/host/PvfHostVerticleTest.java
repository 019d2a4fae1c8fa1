package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.bus.BusClient;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Routes;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.PvfHostMessage.PrecheckPvf;
import dev.vouch.messages.PvfHostMessage.PrepareAnswer;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.ParaBlock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The host and its slots on the bus, with a real worker. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PvfHostVerticleTest {
  @TempDir Path directory;
  private final TestPvf pvf = new TestPvf();

  private static <T> T await(Future<T> future) throws Exception {
    return TestPvf.await(future.toCompletionStage().toCompletableFuture());
  }

  private ExecutePvf adder() {
    ParaBlock block = TestPvf.adderBlock(AdderState.genesisHead(), 0, 512);
    PersistedValidationData data =
        new PersistedValidationData(
            new HeadData(Bytes.wrap(AdderState.genesisHead().encode())), 1, Hash.ZERO, 4 << 20);
    BlobRef pov = pvf.put(block.pov());
    CandidateDescriptor descriptor =
        CandidateDescriptor.builder(new ParaId(2000), Hash.ZERO)
            .persistedValidationDataHash(data.hash())
            .povHash(pov.hash())
            .v2(new CoreIndex(0), 1);
    return new ExecutePvf(
        pvf.code(Fixtures.adder()),
        new CandidateReceipt(descriptor, Hash.ZERO),
        data,
        pov,
        TestPvf.CPU_LIMIT_MILLIS,
        PreparePriority.NORMAL,
        new PvfExecKind.Backing(Hash.ZERO),
        true,
        false);
  }

  @Test
  void aCandidateIsPreparedAndExecutedOverTheBusAndNothingStaysBehind() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (BusCodecs.Registration _ = BusCodecs.register(vertx)) {
      Routes routes = Routes.local("alice");
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      PvfHostVerticle verticle =
          new PvfHostVerticle(
              PvfHostConfig.defaults(directory), routes, BusMeter.NONE, registry, pvf);
      String deployment = await(vertx.deployVerticle(verticle));
      BusClient client = new BusClient(vertx, routes);

      ExecutePvf request = adder();
      assertThat(await(client.request(new PrecheckPvf(request.prep()))))
          .isInstanceOf(PrepareAnswer.Prepared.class);
      for (int run = 0; run < 3; run++) {
        boolean first = run == 0;
        assertThat(await(client.request(request)))
            .isInstanceOfSatisfying(
                ExecuteAnswer.Finished.class,
                done -> {
                  assertThat(done.result().headData().value().length()).isEqualTo(72);
                  assertThat(done.cold()).isEqualTo(first);
                });
      }
      assertThat(registry.get("vouch.pvf.execute").timers().stream().mapToLong(Timer::count).sum())
          .isEqualTo(3);

      List<ProcessHandle> workers =
          verticle.host().workerPids().stream()
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .toList();
      assertThat(workers).isNotEmpty();
      await(vertx.undeploy(deployment));
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
    } finally {
      await(vertx.close());
    }
  }
}
