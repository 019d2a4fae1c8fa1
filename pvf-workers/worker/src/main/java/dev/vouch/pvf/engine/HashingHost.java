package dev.vouch.pvf.engine;

import static dev.vouch.pvf.engine.Slices.length;
import static dev.vouch.pvf.engine.Slices.pointer;

import dev.vouch.crypto.Hashes;

/**
 * Group {@code hashing}: the digest goes into a fresh block of the guest. Reading comes first,
 * since making the block writes into guest memory.
 */
final class HashingHost {
  private HashingHost() {}

  /** A hash of a checked range of guest memory, which gives a digest to the guest. */
  @FunctionalInterface
  private interface Hash {
    int of(HostState host, long data);
  }

  static void register(HostInterface.Registry all) {
    add(all, "keccak_256", HashingHost::keccak256);
    add(all, "keccak_512", HashingHost::keccak512);
    add(all, "sha2_256", HashingHost::sha256);
    add(all, "blake2_128", HashingHost::blake2b128);
    add(all, "blake2_256", HashingHost::blake2b256);
    add(all, "twox_64", HashingHost::twox64);
    add(all, "twox_128", HashingHost::twox128);
    add(all, "twox_256", HashingHost::twox256);
  }

  private static void add(HostInterface.Registry all, String name, Hash hash) {
    all.add("hashing_" + name + "_version_1", "l>i", (host, args) -> hash.of(host, args[0]));
  }

  static int keccak256(HostState host, long data) {
    Slices.check(host, data);
    Hashes.keccak(32, host.memory().array(), pointer(data), length(data), host.digest, 0);
    return Slices.give(host, host.digest, 32);
  }

  static int keccak512(HostState host, long data) {
    Slices.check(host, data);
    Hashes.keccak(64, host.memory().array(), pointer(data), length(data), host.digest, 0);
    return Slices.give(host, host.digest, 64);
  }

  static int sha256(HostState host, long data) {
    return Slices.give(host, Hashes.sha256(Slices.bytes(host, data)));
  }

  static int blake2b128(HostState host, long data) {
    Slices.check(host, data);
    Hashes.blake2b(16, host.memory().array(), pointer(data), length(data), host.digest, 0);
    return Slices.give(host, host.digest, 16);
  }

  static int blake2b256(HostState host, long data) {
    Slices.check(host, data);
    Hashes.blake2b(32, host.memory().array(), pointer(data), length(data), host.digest, 0);
    return Slices.give(host, host.digest, 32);
  }

  static int twox64(HostState host, long data) {
    return Slices.give(host, Hashes.twox64(Slices.bytes(host, data)));
  }

  static int twox128(HostState host, long data) {
    return Slices.give(host, Hashes.twox128(Slices.bytes(host, data)));
  }

  static int twox256(HostState host, long data) {
    return Slices.give(host, Hashes.twox256(Slices.bytes(host, data)));
  }
}
