package dev.vouch.bench;

import dev.vouch.primitives.Bytes;
import dev.vouch.scale.ScaleException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The types that travel most, and the largest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ScaleBenchmark {
  @Param({
    "CandidateReceipt",
    "CommittedCandidateReceipt",
    "PersistedValidationData",
    "BackedCandidate",
    "SignedFullStatement",
    "StatementDistributionMessage",
    "ErasureChunk",
    "SessionInfo",
    "ValidationParams",
    "AvailableData"
  })
  public String type = "CandidateReceipt";

  private HotTypes.HotType hot = HotTypes.of(type);

  @Setup
  public void choose() {
    hot = HotTypes.of(type);
  }

  @Benchmark
  public Bytes encode() {
    return hot.codec().encodeToBytes(hot.value());
  }

  @Benchmark
  public Object decode() throws ScaleException {
    return hot.codec().decodeAll(hot.encoded());
  }
}
