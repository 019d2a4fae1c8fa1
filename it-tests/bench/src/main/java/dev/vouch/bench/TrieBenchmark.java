package dev.vouch.bench;

import dev.vouch.erasure.ChunkTrie;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.ChunkProof;
import dev.vouch.primitives.Hash;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The trie over a thousand chunks so short that their own hashes do not count. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TrieBenchmark {
  private final List<Bytes> chunks =
      IntStream.range(0, 1000)
          .mapToObj(i -> Bytes.wrap(new byte[] {(byte) i, (byte) (i >> 8)}))
          .toList();
  private final ChunkTrie trie = ChunkTrie.of(chunks);

  @Benchmark
  public Hash rootOf1000Chunks() {
    return ChunkTrie.root(chunks);
  }

  @Benchmark
  public ChunkProof proof() {
    return trie.proof(new ChunkIndex(613));
  }
}
