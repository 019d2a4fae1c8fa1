package dev.vouch.topology;

import dev.vouch.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The shuffle that runtime and nodes share (wire 3.7): from the back, each place swaps with a place
 * not behind it, drawn without bias from the ChaCha20 keystream of a 32-byte key, read as
 * little-endian words of 32 bits.
 */
final class ChaChaShuffle {
  /** Far above any validator set; bounds what a wrong count can cost. */
  static final int MAX_VALIDATORS = 1 << 20;

  private static final int NONCE_BYTES = 8;

  private final ChaChaEngine keystream = new ChaChaEngine();

  private ChaChaShuffle(Hash key) {
    keystream.init(
        true, new ParametersWithIV(new KeyParameter(key.bytes().toArray()), new byte[NONCE_BYTES]));
  }

  /** The numbers 0 to {@code count - 1} in the order that the key gives. */
  static int[] order(Hash key, int count) {
    if (count < 0 || count > MAX_VALIDATORS) {
      throw new IllegalArgumentException(count + " validators, not 0 to " + MAX_VALIDATORS);
    }
    ChaChaShuffle shuffle = new ChaChaShuffle(key);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = shuffle.below(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** A number below {@code bound}, all alike: words that would favour some are passed over. */
  private int below(int bound) {
    int zone = (bound << Integer.numberOfLeadingZeros(bound)) - 1;
    while (true) {
      long product = Integer.toUnsignedLong(next()) * bound;
      if (Integer.compareUnsigned((int) product, zone) <= 0) {
        return (int) (product >>> Integer.SIZE);
      }
    }
  }

  /** Encrypting zeros gives the keystream itself. */
  private int next() {
    byte[] word = new byte[Integer.BYTES];
    keystream.processBytes(word, 0, word.length, word, 0);
    return ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
