package dev.vouch.pvf.engine;

import dev.vouch.crypto.Secp256k1;
import dev.vouch.crypto.Secp256k1.Overflow;
import dev.vouch.crypto.Secp256k1.Recovery;
import dev.vouch.primitives.Bytes;
import java.util.function.Function;

/** The secp256k1 part of group {@code crypto}: verification and key recovery. */
final class EcdsaHost {
  private static final int SIGNATURE = Secp256k1.SIGNATURE_BYTES;
  private static final int KEY = 33;
  private static final int HASH = 32;

  private EcdsaHost() {}

  static void register(HostInterface.Registry all) {
    CryptoHost.check(all, "ecdsa_verify_version_1", SIGNATURE, KEY, verify(Overflow.REDUCE));
    CryptoHost.check(all, "ecdsa_verify_version_2", SIGNATURE, KEY, verify(Overflow.REFUSE));
    CryptoHost.folded(all, "ecdsa_batch_verify_version_1", SIGNATURE, KEY, verify(Overflow.REFUSE));
    all.add("crypto_ecdsa_verify_prehashed_version_1", "iii>i", EcdsaHost::verifyHash);
    recover(all, "recover_version_1", Overflow.REDUCE, Recovery.Key::uncompressed);
    recover(all, "recover_version_2", Overflow.REFUSE, Recovery.Key::uncompressed);
    recover(all, "recover_compressed_version_1", Overflow.REDUCE, Recovery.Key::compressed);
    recover(all, "recover_compressed_version_2", Overflow.REFUSE, Recovery.Key::compressed);
  }

  private static CryptoHost.Check verify(Overflow overflow) {
    return (signature, message, key) -> Secp256k1.verify(key, message, signature, overflow);
  }

  private static long verifyHash(HostState host, long[] args) {
    byte[] signature = Slices.fixed(host, args[0], SIGNATURE);
    byte[] hash = Slices.fixed(host, args[1], HASH);
    byte[] key = Slices.fixed(host, args[2], KEY);
    return Secp256k1.verifyHash(key, hash, signature, Overflow.REFUSE) ? 1 : 0;
  }

  private static void recover(
      HostInterface.Registry all,
      String name,
      Overflow overflow,
      Function<Recovery.Key, Bytes> form) {
    all.add(
        "crypto_secp256k1_ecdsa_" + name,
        "ii>l",
        (host, args) -> {
          byte[] signature = Slices.fixed(host, args[0], SIGNATURE);
          byte[] hash = Slices.fixed(host, args[1], HASH);
          return Slices.giveFat(host, encode(Secp256k1.recover(signature, hash, overflow), form));
        });
  }

  /** SCALE of a result: 0 and the key, or 1 and the error's number. */
  private static byte[] encode(Recovery recovery, Function<Recovery.Key, Bytes> form) {
    return switch (recovery) {
      case Recovery.Key key -> Bytes.concat(Bytes.wrap(new byte[] {0}), form.apply(key)).toArray();
      case Recovery.Failed failed ->
          new byte[] {
            1,
            switch (failed.reason()) {
              case BAD_RS -> 0;
              case BAD_V -> 1;
              case BAD_SIGNATURE -> 2;
            }
          };
    };
  }
}
