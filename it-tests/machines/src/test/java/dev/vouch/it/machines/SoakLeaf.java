package dev.vouch.it.machines;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.PvfEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The one active leaf of the soak, which another replaces now and then. */
final class SoakLeaf {
  private final AtomicInteger number = new AtomicInteger(1);

  Hash hash() {
    return hash(number.get());
  }

  /** Replaces it; what the host is to be told. */
  PvfEvent.LeavesChanged next() {
    int now = number.incrementAndGet();
    return new PvfEvent.LeavesChanged(
        Optional.of(new PvfEvent.Leaf(hash(now), List.of())), List.of(hash(now - 1)));
  }

  private static Hash hash(int number) {
    return Hash.of(Hashes.blake2b256(ByteBuffer.allocate(4).putInt(number).array()));
  }
}
