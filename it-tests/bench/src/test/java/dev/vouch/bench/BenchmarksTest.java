package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That every benchmark is wired and does what its name says; nothing is measured here. */
final class BenchmarksTest {
  @Test
  void everyBenchmarkIsFoundByTheHarness() {
    assertThat(
            BenchmarkList.defaultList()
                .getAll(
                    OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                    List.of()))
        .extracting(entry -> entry.getUsername().replace("dev.vouch.bench.", ""))
        .containsExactlyInAnyOrder(
            "BackingBenchmark.secondToBacked",
            "ErasureBenchmark.encode",
            "ErasureBenchmark.root",
            "HashBenchmark.blake2b256",
            "HashBenchmark.keccak256",
            "ScaleBenchmark.decodeBacked",
            "ScaleBenchmark.decodeReceipt",
            "ScaleBenchmark.encodeBacked",
            "ScaleBenchmark.encodeReceipt",
            "Sr25519Benchmark.sign",
            "Sr25519Benchmark.verify",
            "Sr25519Benchmark.verifyBatch");
  }

  @Test
  void theRoundOfBackingReachesItsQuorum() {
    assertThat(new BackingRound().play()).isEqualTo(1);
  }

  @Test
  void theSignatureBenchmarksWorkOnValidSignatures() {
    Sr25519Benchmark benchmark = new Sr25519Benchmark();
    assertThat(benchmark.verify()).isTrue();
    assertThat(benchmark.verifyBatch()).isEmpty();
  }

  @Test
  void theHarnessRunsABenchmarkOnceWithoutAFork() throws RunnerException {
    Options once =
        new OptionsBuilder()
            .include(BackingBenchmark.class.getName())
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(once).run();
    assertThat(results).hasSize(1);
  }
}
