package dev.vouch.pvf.engine;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.trie.MembershipProof;
import dev.vouch.trie.Trie;
import dev.vouch.trie.TrieHasher;
import dev.vouch.trie.TrieLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Group {@code trie}: roots and membership proofs over both hashes and both layouts (HF-5, HF-6).
 */
final class TrieHost {
  private TrieHost() {}

  static void register(HostInterface.Registry all) {
    group(all, "trie_blake2_256_", TrieHasher.BLAKE2B_256);
    group(all, "trie_keccak_256_", TrieHasher.KECCAK_256);
  }

  private static void group(HostInterface.Registry all, String prefix, TrieHasher hasher) {
    all.add(
        prefix + "root_version_1",
        "l>i",
        (host, args) -> root(host, TrieLayout.V0, hasher, args[0]));
    all.add(
        prefix + "root_version_2",
        "li>i",
        (host, args) -> root(host, layout(args[1]), hasher, args[0]));
    all.add(
        prefix + "ordered_root_version_1",
        "l>i",
        (host, args) -> orderedRoot(host, TrieLayout.V0, hasher, args[0]));
    all.add(
        prefix + "ordered_root_version_2",
        "li>i",
        (host, args) -> orderedRoot(host, layout(args[1]), hasher, args[0]));
    all.add(
        prefix + "verify_proof_version_1",
        "illl>i",
        (host, args) -> verify(host, TrieLayout.V0, hasher, args));
    all.add(
        prefix + "verify_proof_version_2",
        "illli>i",
        (host, args) -> verify(host, layout(args[4]), hasher, args));
  }

  /** State version from the low byte of an argument. */
  private static TrieLayout layout(long argument) {
    int version = (int) argument & 0xff;
    return switch (version) {
      case 0 -> TrieLayout.V0;
      case 1, 2 -> TrieLayout.V1;
      default -> throw new HostTrap("invalid state version " + version);
    };
  }

  private static long root(HostState host, TrieLayout layout, TrieHasher hasher, long input) {
    SortedMap<Bytes, Bytes> pairs = new TreeMap<>();
    try {
      ScaleReader in = new ScaleReader(Slices.bytes(host, input));
      int count = in.count(2);
      for (int i = 0; i < count; i++) {
        Bytes key = Bytes.wrap(in.bytes());
        pairs.put(key, Bytes.wrap(in.bytes()));
      }
    } catch (ScaleException e) {
      throw undecodable(e);
    }
    return Slices.give(host, Trie.root(layout, hasher, pairs).toArray());
  }

  private static long orderedRoot(
      HostState host, TrieLayout layout, TrieHasher hasher, long input) {
    return Slices.give(host, Trie.orderedRoot(layout, hasher, list(host, input)).toArray());
  }

  private static long verify(HostState host, TrieLayout layout, TrieHasher hasher, long[] args) {
    Hash root = Hash.of(Slices.fixed(host, args[0], Hash.LENGTH));
    List<Bytes> proof = list(host, args[1]);
    Bytes key = Bytes.wrap(Slices.bytes(host, args[2]));
    Bytes value = Bytes.wrap(Slices.bytes(host, args[3]));
    return MembershipProof.verify(layout, hasher, root, proof, key, value) ? 1 : 0;
  }

  private static List<Bytes> list(HostState host, long input) {
    try {
      ScaleReader in = new ScaleReader(Slices.bytes(host, input));
      int count = in.count(1);
      List<Bytes> list = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        list.add(Bytes.wrap(in.bytes()));
      }
      return list;
    } catch (ScaleException e) {
      throw undecodable(e);
    }
  }

  private static HostTrap undecodable(ScaleException e) {
    return new HostTrap("an argument does not decode: " + e.getMessage());
  }
}
