package dev.vouch.sim;

import dev.vouch.crypto.Sr25519KeyPair;
import java.util.List;
import java.util.stream.IntStream;

/** The validators' keys: the same accounts as in devnet. */
final class DevKeys {
  private DevKeys() {}

  static List<Sr25519KeyPair> validators(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Sr25519KeyPair.fromUri(dev.vouch.devnet.DevAccounts.uri(i)))
        .toList();
  }
}
