package dev.vouch.bench;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ValidityAttestation;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.scale.ScaleException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The two values that travel most: a candidate receipt, and a candidate with its votes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScaleBenchmark {
  private final CandidateReceipt receipt = TestCandidate.valid().receipt();
  private final BackedCandidate backed =
      BackedCandidate.build(
          TestCandidate.valid().committed(),
          List.of(
              new ValidityAttestation.Implicit(TestHashes.signature(1)),
              new ValidityAttestation.Explicit(TestHashes.signature(2)),
              new ValidityAttestation.Explicit(TestHashes.signature(3))),
          BitList.of("11010"),
          new CoreIndex(3));
  private final Bytes encodedReceipt = encodeReceipt();
  private final Bytes encodedBacked = encodeBacked();

  @Benchmark
  public Bytes encodeReceipt() {
    return CandidateReceipt.CODEC.encodeToBytes(receipt);
  }

  @Benchmark
  public CandidateReceipt decodeReceipt() throws ScaleException {
    return CandidateReceipt.CODEC.decodeAll(encodedReceipt);
  }

  @Benchmark
  public Bytes encodeBacked() {
    return BackedCandidate.CODEC.encodeToBytes(backed);
  }

  @Benchmark
  public BackedCandidate decodeBacked() throws ScaleException {
    return BackedCandidate.CODEC.decodeAll(encodedBacked);
  }
}
