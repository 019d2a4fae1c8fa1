package dev.vouch.pvf.host;

import dev.vouch.crypto.Hashes;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.pvf.fixtures.ParaHead;
import dev.vouch.pvf.fixtures.UndyingState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blobs in memory, and requests to run the fixtures. */
final class TestPvf implements Blobs {
  /** Preparation, load and run of a fixture take a second on an idle machine. */
  static final long WAIT_SECONDS = 120;

  static final long CPU_LIMIT_MILLIS = 2_000;

  static final byte[] ROOT = new byte[Hash.LENGTH];

  private final Map<Hash, byte[]> blobs = new ConcurrentHashMap<>();

  @Override
  public byte[] read(BlobRef blob) throws IOException {
    byte[] bytes = blobs.get(blob.hash());
    if (bytes == null) {
      throw new IOException("no blob " + blob.hash());
    }
    return bytes.clone();
  }

  BlobRef put(byte[] bytes) {
    Hash hash = Hash.of(Hashes.blake2b256(bytes));
    blobs.put(hash, bytes);
    return new BlobRef(hash, bytes.length);
  }

  PvfPrepData code(byte[] wasm) {
    return new PvfPrepData(
        put(wasm), ExecutorParams.defaults(), 30 << 20, 60_000, PrepKind.COMPILATION);
  }

  RunRequest run(byte[] wasm, byte[] params) {
    return run(wasm, params, CPU_LIMIT_MILLIS);
  }

  RunRequest run(byte[] wasm, byte[] params, long cpuLimitMillis) {
    return new RunRequest(
        code(wasm),
        new RunInput.Raw(Bytes.copyOf(params)),
        cpuLimitMillis,
        PreparePriority.NORMAL,
        new PvfExecKind.Backing(Hash.ZERO),
        EngineMode.COMPILED,
        Jit.C1,
        false);
  }

  static ParaBlock adderBlock(ParaHead parent, long state, long add) {
    return new AdderState(state).block(parent, add);
  }

  static byte[] adderParams() {
    return adderBlock(AdderState.genesisHead(), 0, 512)
        .validationParams(AdderState.genesisHead(), 1, ROOT);
  }

  static Bytes adderResult() {
    return Bytes.wrap(adderBlock(AdderState.genesisHead(), 0, 512).validationResult(1));
  }

  /** A block of undying that would need hours. */
  static byte[] undyingForHours() {
    UndyingState genesis = UndyingState.genesis();
    Bytes work =
        Bytes.wrap(
            ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1L << 40)
                .putInt(1 << 20)
                .array());
    Bytes rest = Bytes.wrap(new byte[4 + Hash.LENGTH]);
    return Bytes.concat(
            Bytes.CODEC.encodeToBytes(Bytes.wrap(genesis.genesisHead().encode())),
            Bytes.CODEC.encodeToBytes(Bytes.concat(Bytes.wrap(genesis.encode()), work)),
            rest)
        .toArray();
  }

  static <T> T await(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
