package dev.vouch.pvf.engine;

import dev.vouch.crypto.Ed25519;
import dev.vouch.crypto.Sr25519;

/**
 * Group {@code crypto}: verification and recovery. Functions that need a key store always trap,
 * because a PVF has none (HF-4).
 */
final class CryptoHost {
  private CryptoHost() {}

  /** A signature check over signature, message and public key. */
  @FunctionalInterface
  interface Check {
    boolean verify(byte[] signature, byte[] message, byte[] publicKey);
  }

  static void register(HostInterface.Registry all) {
    keyStore(all);
    batch(all);
    check(all, "ed25519_verify_version_1", 64, 32, CryptoHost::ed25519);
    check(all, "sr25519_verify_version_1", 64, 32, CryptoHost::deprecatedSr25519);
    check(all, "sr25519_verify_version_2", 64, 32, CryptoHost::sr25519);
    folded(all, "sr25519_batch_verify_version_1", 64, 32, CryptoHost::sr25519);
    all.add(
        "crypto_ed25519_batch_verify_version_1",
        "ili>i",
        (host, args) -> {
          throw new HostTrap("host code panicked while being called by the runtime: nested borrow");
        });
  }

  private static boolean ed25519(byte[] signature, byte[] message, byte[] publicKey) {
    return Ed25519.verify(publicKey, message, signature);
  }

  private static boolean sr25519(byte[] signature, byte[] message, byte[] publicKey) {
    return Sr25519.verify(publicKey, message, signature);
  }

  private static boolean deprecatedSr25519(byte[] signature, byte[] message, byte[] publicKey) {
    return Sr25519.verifyDeprecated(publicKey, message, signature);
  }

  private static void keyStore(HostInterface.Registry all) {
    for (String scheme : new String[] {"ed25519", "sr25519", "ecdsa"}) {
      panics(all, scheme + "_public_keys_version_1", "i>l");
      panics(all, scheme + "_generate_version_1", "il>i");
      panics(all, scheme + "_sign_version_1", "iil>l");
    }
    panics(all, "ecdsa_sign_prehashed_version_1", "iii>l");
  }

  private static void panics(HostInterface.Registry all, String name, String signature) {
    all.add(
        "crypto_" + name,
        signature,
        (host, args) -> {
          throw new HostTrap(
              "host code panicked while being called by the runtime: "
                  + "No `keystore` associated for the current context!");
        });
  }

  private static void batch(HostInterface.Registry all) {
    all.add(
        "crypto_start_batch_verify_version_1",
        ">",
        (host, args) -> {
          if (host.batch != null) {
            throw new HostTrap("host code panicked: a batch verification is already started");
          }
          host.batch = true;
          return 0;
        });
    all.add(
        "crypto_finish_batch_verify_version_1",
        ">i",
        (host, args) -> {
          Boolean valid = host.batch;
          if (valid == null) {
            throw new HostTrap("host code panicked: no batch verification was started");
          }
          host.batch = null;
          return valid ? 1 : 0;
        });
  }

  static void check(
      HostInterface.Registry all, String name, int signatureBytes, int keyBytes, Check check) {
    all.add(
        "crypto_" + name,
        "ili>i",
        (host, args) -> run(host, args, signatureBytes, keyBytes, check) ? 1 : 0);
  }

  /** A check whose result also goes into the open batch. */
  static void folded(
      HostInterface.Registry all, String name, int signatureBytes, int keyBytes, Check check) {
    all.add(
        "crypto_" + name,
        "ili>i",
        (host, args) -> {
          boolean valid = run(host, args, signatureBytes, keyBytes, check);
          if (host.batch != null) {
            host.batch = host.batch && valid;
          }
          return valid ? 1 : 0;
        });
  }

  private static boolean run(
      HostState host, long[] args, int signatureBytes, int keyBytes, Check check) {
    return check.verify(
        Slices.fixed(host, args[0], signatureBytes),
        Slices.bytes(host, args[1]),
        Slices.fixed(host, args[2], keyBytes));
  }
}
