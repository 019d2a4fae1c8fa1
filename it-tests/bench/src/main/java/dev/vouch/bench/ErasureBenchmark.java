package dev.vouch.bench;

import dev.vouch.erasure.ErasureCode;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.testing.TestCandidate;
import java.util.List;
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

/** Chunks of a candidate's data, and the root over them that each backer checks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ErasureBenchmark {
  @Param({"6", "100", "1000"})
  public int validators;

  /** Of the PoV, in bytes. */
  @Param({"65536", "1048576"})
  public int size;

  private AvailableData data = data(0);
  private Bytes encoded = Bytes.EMPTY;

  private static AvailableData data(int size) {
    byte[] block = new byte[size];
    for (int i = 0; i < size; i++) {
      block[i] = (byte) (i * 131 >> 3);
    }
    return new AvailableData(new PoV(Bytes.copyOf(block)), TestCandidate.valid().pvd());
  }

  @Setup
  public void fill() {
    data = data(size);
    encoded = AvailableData.CODEC.encodeToBytes(data);
  }

  @Benchmark
  public List<Bytes> encode() throws ErasureException {
    return ErasureCode.encode(validators, encoded);
  }

  @Benchmark
  public Hash root() throws ErasureException {
    return ErasureRoot.of(validators, data);
  }
}
