package dev.vouch.pvf.engine;

import dev.vouch.crypto.Hashes;
import java.util.function.UnaryOperator;

/** Group {@code hashing}: the digest goes into a fresh block of the guest. */
final class HashingHost {
  private HashingHost() {}

  static void register(HostInterface.Registry all) {
    add(all, "keccak_256", Hashes::keccak256);
    add(all, "keccak_512", Hashes::keccak512);
    add(all, "sha2_256", Hashes::sha256);
    add(all, "blake2_128", Hashes::blake2b128);
    add(all, "blake2_256", Hashes::blake2b256);
    add(all, "twox_64", Hashes::twox64);
    add(all, "twox_128", Hashes::twox128);
    add(all, "twox_256", Hashes::twox256);
  }

  private static void add(HostInterface.Registry all, String name, UnaryOperator<byte[]> hash) {
    all.add(
        "hashing_" + name + "_version_1",
        "l>i",
        (host, args) -> Slices.give(host, hash.apply(Slices.bytes(host, args[0]))));
  }
}
