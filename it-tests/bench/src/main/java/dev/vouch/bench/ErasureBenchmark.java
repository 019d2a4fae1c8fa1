package dev.vouch.bench;

import dev.vouch.erasure.ChunkTrie;
import dev.vouch.erasure.ErasureCode;
import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.erasure.ErasureException;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.testing.TestCandidate;
import java.util.ArrayList;
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

/** Chunks of a candidate's data, the root over them that each backer checks, and the way back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ErasureBenchmark {
  @Param({"100", "500", "1000"})
  public int validators = 100;

  /** Of the PoV, in bytes. */
  @Param({"102400", "1048576", "5242880"})
  public int size = 102_400;

  private Bytes encoded = Bytes.EMPTY;
  private List<Bytes> chunks = List.of();
  private List<IndexedChunk> behind = List.of();

  @Setup
  public void fill() throws ErasureException {
    byte[] block = new byte[size];
    for (int i = 0; i < size; i++) {
      block[i] = (byte) (i * 131 >> 3);
    }
    AvailableData data = new AvailableData(new PoV(Bytes.wrap(block)), TestCandidate.valid().pvd());
    encoded = AvailableData.CODEC.encodeToBytes(data);
    chunks = ErasureCode.encode(validators, encoded);
    List<IndexedChunk> last = new ArrayList<>();
    for (int i = validators - ErasureCode.recoveryThreshold(validators); i < validators; i++) {
      last.add(new IndexedChunk(new ChunkIndex(i), chunks.get(i)));
    }
    behind = last;
  }

  /** All chunks. */
  @Benchmark
  public List<Bytes> encode() throws ErasureException {
    return ErasureCode.encode(validators, encoded);
  }

  /** The root over the chunks: their hashes and the trie. */
  @Benchmark
  public Hash root() {
    return ChunkTrie.root(chunks);
  }

  /** The data from a third of the chunks, none of them systematic. */
  @Benchmark
  public Bytes reconstruct() throws ErasureException {
    return ErasureCode.reconstruct(validators, behind);
  }

  /** The data from the chunks that are the data. */
  @Benchmark
  public Bytes reconstructSystematic() throws ErasureException {
    return ErasureCode.reconstructFromSystematic(validators, chunks);
  }
}
