package dev.vouch.bench.reference;

import dev.vouch.crypto.Ed25519;
import dev.vouch.crypto.Hashes;
import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Secp256k1;
import dev.vouch.crypto.Sr25519;
import dev.vouch.crypto.Sr25519Batch;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.erasure.ChunkTrie;
import dev.vouch.erasure.ErasureCode;
import dev.vouch.erasure.ErasureException;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.UnaryOperator;

/** Our side of the comparison. */
final class Operations {
  private final Inputs inputs;
  private final List<byte[][]> ed25519;
  private final List<byte[][]> ecdsa;
  private final Bytes encoded;
  private final List<ErasureCode.IndexedChunk> kept;
  private final Sr25519KeyPair alice = Sr25519KeyPair.fromUri("//Alice");

  Operations(Inputs inputs) throws ErasureException {
    this.inputs = inputs;
    ed25519 =
        inputs.ed25519.stream()
            .map(
                s ->
                    new byte[][] {
                      s.key().toArray(), s.message().toArray(), s.signature().toArray()
                    })
            .toList();
    ecdsa =
        inputs.ecdsa.stream()
            .map(s -> new byte[][] {s.signature().toArray(), s.hash().toArray()})
            .toList();
    encoded = Bytes.CODEC.encodeToBytes(inputs.payload);
    List<Bytes> chunks = ErasureCode.encode(Inputs.VALIDATORS, encoded);
    kept =
        inputs.kept.stream()
            .map(i -> new ErasureCode.IndexedChunk(new ChunkIndex(i), chunks.get(i)))
            .toList();
  }

  List<Operation> all() {
    byte[] small = inputs.small.toArray();
    byte[] large = inputs.large.toArray();
    return List.of(
        alike("sr25519-verify", 2.0, 512, this::verifySr25519),
        new Operation("sr25519-batch-64", "sr25519-verify", 1.0, 1024, this::verifyBatch),
        alike("sr25519-sign", Double.NaN, 1024, this::sign),
        alike("ed25519-verify", 2.0, 512, this::verifyEd25519),
        alike("ecdsa-recover", 2.0, 512, this::recover),
        alike(
            "blake2b-256-small", 2.0, 100_000, times -> digests(small, times, Hashes::blake2b256)),
        alike("blake2b-256-large", 2.0, 16, times -> digests(large, times, Hashes::blake2b256)),
        alike("keccak-256-small", 2.0, 50_000, times -> digests(small, times, Hashes::keccak256)),
        alike("keccak-256-large", 2.0, 8, times -> digests(large, times, Hashes::keccak256)),
        alike("sha2-256-small", 2.0, 100_000, times -> digests(small, times, Hashes::sha256)),
        alike("twox-128-small", 2.0, 500_000, times -> digests(small, times, Hashes::twox128)),
        alike("erasure-encode-root", 2.0, 1, this::encode),
        alike("erasure-reconstruct", 2.0, 1, this::reconstruct));
  }

  private static Operation alike(String name, double target, int slice, Operation.Work work) {
    return new Operation(name, name, target, slice, work);
  }

  private long verifySr25519(int times) {
    long valid = 0;
    for (int i = 0; i < times; i++) {
      Sr25519Batch.Item item = inputs.sr25519.get(i % Inputs.SIGNATURES);
      valid += Sr25519.verify(item.key(), item.message(), item.signature()) ? 1 : 0;
    }
    return valid;
  }

  /** Counts single signatures. */
  private long verifyBatch(int times) {
    long valid = 0;
    for (int i = 0; i < times; i += Inputs.SIGNATURES) {
      valid += Sr25519Batch.firstInvalid(inputs.sr25519).isEmpty() ? Inputs.SIGNATURES : 0;
    }
    return valid;
  }

  private long sign(int times) {
    RandomSource random = RandomSource.system();
    long marked = 0;
    for (int i = 0; i < times; i++) {
      byte[] signature =
          alice.sign(inputs.sr25519.get(i % Inputs.SIGNATURES).message(), random).toArray();
      marked += signature[63] < 0 ? 1 : 0;
    }
    return marked;
  }

  private long verifyEd25519(int times) {
    long valid = 0;
    for (int i = 0; i < times; i++) {
      byte[][] item = ed25519.get(i % Inputs.SIGNATURES);
      valid += Ed25519.verify(item[0], item[1], item[2]) ? 1 : 0;
    }
    return valid;
  }

  private long recover(int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      byte[][] item = ecdsa.get(i % Inputs.SIGNATURES);
      sum +=
          switch (Secp256k1.recover(item[0], item[1], Secp256k1.Overflow.REFUSE)) {
            case Secp256k1.Recovery.Key key -> first8(key.uncompressed().toArray(), 0);
            case Secp256k1.Recovery.Failed _ -> 0;
          };
    }
    return sum;
  }

  private static long digests(byte[] data, int times, UnaryOperator<byte[]> hash) {
    byte[] input = data.clone();
    long sum = 0;
    for (int i = 0; i < times; i++) {
      input[0] = (byte) i;
      sum += first8(hash.apply(input), 0);
    }
    return sum;
  }

  private long encode(int times) {
    try {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        List<Bytes> chunks = ErasureCode.encode(Inputs.VALIDATORS, encoded);
        sum += first8(ChunkTrie.root(chunks).toArray(), 0);
      }
      return sum;
    } catch (ErasureException e) {
      throw new IllegalStateException(e);
    }
  }

  private long reconstruct(int times) {
    try {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        byte[] padded = ErasureCode.reconstruct(Inputs.VALIDATORS, kept).toArray();
        sum += first8(padded, encoded.length() - Long.BYTES);
      }
      return sum;
    } catch (ErasureException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long first8(byte[] bytes, int offset) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
  }
}
