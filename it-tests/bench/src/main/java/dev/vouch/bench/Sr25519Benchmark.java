package dev.vouch.bench;

import dev.vouch.crypto.Sr25519;
import dev.vouch.crypto.Sr25519Batch;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Signatures over real statement payloads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Sr25519Benchmark {
  /** About the statements of all groups of a large network about one candidate each. */
  private static final int BATCH = 64;

  private final Sr25519KeyPair key = Sr25519KeyPair.fromUri("//Alice");
  private final Bytes payload =
      new CompactStatement.Seconded(TestHashes.candidate(7))
          .signingPayload(new SigningContext(3, TestHashes.filled(9)));
  private final Signature signature = sign();
  private final List<Sr25519Batch.Item> batch =
      IntStream.range(0, BATCH)
          .mapToObj(i -> Sr25519KeyPair.fromUri("//Validator//" + i))
          .map(
              signer ->
                  new Sr25519Batch.Item(
                      signer.publicKey(),
                      payload,
                      signer.sign(payload, out -> Arrays.fill(out, (byte) 1))))
          .toList();

  @Benchmark
  public Signature sign() {
    return key.sign(payload, out -> Arrays.fill(out, (byte) 1));
  }

  @Benchmark
  public boolean verify() {
    return Sr25519.verify(key.publicKey(), payload, signature);
  }

  /** Per signature of a batch without a wrong one. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public OptionalInt verifyBatch() {
    return Sr25519Batch.firstInvalid(batch);
  }
}
