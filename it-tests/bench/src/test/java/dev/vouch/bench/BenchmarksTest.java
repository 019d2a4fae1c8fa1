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
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
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
            "ErasureBenchmark.reconstruct",
            "ErasureBenchmark.reconstructSystematic",
            "ErasureBenchmark.root",
            "HashBenchmark.blake2b256",
            "HashBenchmark.keccak256",
            "ScaleBenchmark.decode",
            "ScaleBenchmark.encode",
            "Sr25519Benchmark.sign",
            "Sr25519Benchmark.verify",
            "Sr25519Benchmark.verifyBatch",
            "TrieBenchmark.proof",
            "TrieBenchmark.rootOf1000Chunks");
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
    assertThat(new Runner(once(BackingBenchmark.class).build()).run()).hasSize(1);
  }

  @Test
  void everyResultHasARowInTheTablesAndGrowthIsShownAsRatios() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                once(ScaleBenchmark.class)
                    .include(ErasureBenchmark.class.getName())
                    .param("type", "CandidateReceipt", "SessionInfo")
                    .param("validators", "6", "20")
                    .param("size", "1000", "2000")
                    .build())
            .run();
    String tables = BenchmarkTables.tables(results, 1.5);
    assertThat(tables)
        .contains("load average 1.5 before")
        .contains(
            "| CandidateReceipt |", "| SessionInfo |", "| reconstructSystematic | 20 | 2000 |")
        .contains("| encode | 20 | 1000 to 2000 | 2.00 |")
        .contains("| reconstruct | 2000 | 20 | 32 | 4 |");
  }

  private static ChainedOptionsBuilder once(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName())
        .mode(Mode.SingleShotTime)
        .forks(0)
        .addProfiler(CpuProfiler.class)
        .warmupIterations(0)
        .measurementIterations(1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}
