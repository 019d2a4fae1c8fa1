package dev.vouch.pvf.engine;

import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Bytes;
import java.util.function.BooleanSupplier;

/**
 * Runs the host functions that blocks call most, on a memory of its own and with inputs of ours,
 * until the JIT has compiled them: what a process that stands by may do before any job comes. It
 * knows no artifact and leaves nothing behind but compiled code, so a block has the same outcome
 * with and without it.
 */
public final class HostWarmUp {
  /** Signatures that are verified: C1 compiles what was called 200 times. */
  static final int ROUNDS = 256;

  /** Hashes of each kind for one signature; a block makes about as many. */
  private static final int HASHES = 24;

  private static final int TRIE_EVERY = 16;
  private static final int TRIE_ITEMS = 12;

  private static final int SIGNATURE_AT = 0;
  private static final int KEY_AT = 64;
  private static final int MESSAGE_AT = 96;
  private static final int MESSAGE_BYTES = 120;
  private static final int LIST_AT = 1024;
  private static final int HEAP_AT = 8192;
  private static final int PAGES = 4;

  /** A seed of its own would do nothing for anybody: what is signed is thrown away. */
  private static final byte[] SEED = new byte[32];

  private final LinearMemory memory;
  private final HostState host = new HostState();
  private final HostFunction.Call verify = call("ext_crypto_sr25519_verify_version_2");
  private final HostFunction.Call root = call("ext_trie_blake2_256_ordered_root_version_2");
  private int listBytes;

  private HostWarmUp() {
    memory = new LinearMemory(PAGES, PAGES, host);
    host.begin(memory, new FreeingBumpAllocator(memory, HEAP_AT));
  }

  /**
   * Takes about 0.1 s of CPU time of the calling thread.
   *
   * @param enough asked about every half millisecond; true ends it
   * @return how many rounds were made
   */
  public static int run(BooleanSupplier enough) {
    HostWarmUp self = new HostWarmUp();
    self.inputs();
    int round = 0;
    while (round < ROUNDS && !enough.getAsBoolean()) {
      self.round(round++);
    }
    return round;
  }

  private static HostFunction.Call call(String name) {
    HostFunction found = HostInterface.find(name, EngineParams.DEFAULT);
    if (found == null) {
      throw new IllegalStateException("no host function " + name);
    }
    return found.call();
  }

  private void inputs() {
    byte[] message = new byte[MESSAGE_BYTES];
    try (Sr25519KeyPair pair = Sr25519KeyPair.fromSeed(SEED)) {
      byte[] signature = pair.sign(Bytes.wrap(message), random -> {}).toArray();
      memory.write(SIGNATURE_AT, signature, 0, signature.length);
      byte[] key = pair.publicKey().toArray();
      memory.write(KEY_AT, key, 0, key.length);
    }
    memory.write(MESSAGE_AT, message, 0, message.length);
    // SCALE: that many items of 63 bytes.
    int at = LIST_AT;
    memory.writeByte(at++, (byte) (TRIE_ITEMS << 2));
    for (int i = 0; i < TRIE_ITEMS; i++) {
      memory.writeByte(at, (byte) (63 << 2));
      at += 64;
    }
    listBytes = at - LIST_AT;
  }

  private void round(int round) {
    long message = Slices.fat(MESSAGE_AT, MESSAGE_BYTES);
    if (verify.apply(host, new long[] {SIGNATURE_AT, message, KEY_AT}) != 1) {
      throw new IllegalStateException("a signature of our own is refused");
    }
    for (int i = 0; i < HASHES; i++) {
      long data = Slices.fat(LIST_AT, 16 * i + round % 16);
      BoundHost.free(BoundHost.blake2b256(data, memory), memory);
      BoundHost.free(BoundHost.blake2b128(data, memory), memory);
      BoundHost.free(BoundHost.twox128(data, memory), memory);
      BoundHost.free(BoundHost.twox64(data, memory), memory);
      touch(BoundHost.malloc(16 << (i % 8), memory));
    }
    if (round % TRIE_EVERY == 0) {
      int at = (int) root.apply(host, new long[] {Slices.fat(LIST_AT, listBytes), 1});
      BoundHost.free(at, memory);
    }
  }

  /** The accessors that generated code calls. */
  private void touch(int at) {
    LinearMemory.memoryWriteLong(at, 1, 0, memory);
    LinearMemory.memoryWriteInt(at, LinearMemory.memoryReadInt(at, 4, memory), 8, memory);
    LinearMemory.memoryWriteShort(at, LinearMemory.memoryReadShort(at, 4, memory), 8, memory);
    LinearMemory.memoryWriteByte(at, LinearMemory.memoryReadByte(at, 1, memory), 2, memory);
    LinearMemory.memoryWriteLong(at, LinearMemory.memoryReadLong(at, 0, memory), 8, memory);
    BoundHost.free(at, memory);
  }
}
