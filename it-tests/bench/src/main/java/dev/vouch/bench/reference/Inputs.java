package dev.vouch.bench.reference;

import dev.vouch.crypto.Secp256k1;
import dev.vouch.crypto.Sr25519Batch;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** What both sides work on: seeded, so that every run has the same. */
final class Inputs {
  static final int SIGNATURES = 64;
  static final int VALIDATORS = 1000;
  static final int PAYLOAD_BYTES = 5 << 20;

  /** A transfer's payload is about as long. */
  private static final int MESSAGE_BYTES = 100;

  private static final int SMALL_BYTES = 64;
  private static final int LARGE_BYTES = 1 << 20;
  private static final long SEED = 0x5eedL;

  final List<Sr25519Batch.Item> sr25519 = new ArrayList<>();
  final List<Signed> ed25519 = new ArrayList<>();
  final List<Recoverable> ecdsa = new ArrayList<>();
  final Bytes small;
  final Bytes large;
  final Bytes payload;

  /** Positions that reconstruction has: as many as nodes collect, from anywhere. */
  final List<Integer> kept;

  /** An Ed25519 signature. */
  record Signed(Bytes key, Bytes message, Bytes signature) {}

  /** An ECDSA signature that some key made. */
  record Recoverable(Bytes hash, Bytes signature) {}

  Inputs() {
    Random random = new Random(SEED);
    for (int i = 0; i < SIGNATURES; i++) {
      Bytes message = bytes(random, MESSAGE_BYTES);
      try (Sr25519KeyPair pair = Sr25519KeyPair.fromSeed(bytes(random, 32).toArray())) {
        sr25519.add(
            new Sr25519Batch.Item(
                pair.publicKey(), message, pair.sign(message, random::nextBytes)));
      }
      ed25519.add(signed(bytes(random, 32), message));
      ecdsa.add(recoverable(random));
    }
    small = bytes(random, SMALL_BYTES);
    large = bytes(random, LARGE_BYTES);
    payload = bytes(random, PAYLOAD_BYTES);
    List<Integer> all =
        new ArrayList<>(IntStream.range(0, VALIDATORS).boxed().collect(Collectors.toList()));
    java.util.Collections.shuffle(all, random);
    kept = List.copyOf(all.subList(0, (VALIDATORS - 1) / 3 + 1));
  }

  /** The lines that the reference's side reads. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Sr25519Batch.Item item : sr25519) {
      lines.add(
          "sr25519 "
              + item.key().bytes().toHex()
              + " "
              + item.message().toHex()
              + " "
              + HexFormat.of().formatHex(item.signature().toArray()));
    }
    for (Signed item : ed25519) {
      lines.add(
          "ed25519 "
              + item.key().toHex()
              + " "
              + item.message().toHex()
              + " "
              + item.signature().toHex());
    }
    for (Recoverable item : ecdsa) {
      lines.add("ecdsa " + item.hash().toHex() + " " + item.signature().toHex());
    }
    lines.add("small " + small.toHex());
    lines.add("large " + large.toHex());
    lines.add("payload " + payload.toHex());
    lines.add("validators " + VALIDATORS);
    lines.add("kept " + kept.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return lines;
  }

  private static Signed signed(Bytes seed, Bytes message) {
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(seed.toArray());
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message.toArray(), 0, message.length());
    return new Signed(
        Bytes.wrap(key.generatePublicKey().getEncoded()),
        message,
        Bytes.wrap(signer.generateSignature()));
  }

  /** Half of all r are the x of a point, and then some key made the signature. */
  private static Recoverable recoverable(Random random) {
    byte[] hash = bytes(random, 32).toArray();
    while (true) {
      byte[] signature = bytes(random, Secp256k1.SIGNATURE_BYTES).toArray();
      signature[64] &= 1;
      if (Secp256k1.recover(signature, hash, Secp256k1.Overflow.REFUSE)
          instanceof Secp256k1.Recovery.Key) {
        return new Recoverable(Bytes.wrap(hash), Bytes.wrap(signature));
      }
    }
  }

  private static Bytes bytes(Random random, int length) {
    byte[] out = new byte[length];
    random.nextBytes(out);
    return Bytes.wrap(out);
  }
}
