package dev.vouch.crypto;

import java.nio.charset.StandardCharsets;

/** A Merlin transcript (wire 5.3). Labels are ASCII. */
final class Transcript {
  private static final byte[] PROTOCOL = ascii("Merlin v1.0");

  private final Strobe strobe;

  Transcript(String label) {
    strobe = new Strobe(PROTOCOL);
    append("dom-sep", ascii(label));
  }

  private Transcript(Strobe strobe) {
    this.strobe = strobe;
  }

  Transcript copy() {
    return new Transcript(strobe.copy());
  }

  Transcript append(String label, byte[] message) {
    strobe.metaAd(ascii(label), false);
    strobe.metaAd(le32(message.length), true);
    strobe.ad(message);
    return this;
  }

  byte[] challenge(String label, int length) {
    strobe.metaAd(ascii(label), false);
    strobe.metaAd(le32(length), true);
    return strobe.prf(length);
  }

  /**
   * Bytes that depend on the transcript, the secret seed and 32 random bytes; the transcript itself
   * is not changed.
   */
  byte[] witness(String label, int length, byte[] seed, byte[] random) {
    Strobe fork = strobe.copy();
    fork.metaAd(ascii(label), false);
    fork.metaAd(le32(seed.length), true);
    fork.key(seed);
    fork.metaAd(ascii("rng"), false);
    fork.key(random);
    fork.metaAd(le32(length), false);
    byte[] out = fork.prf(length);
    fork.wipe();
    return out;
  }

  void wipe() {
    strobe.wipe();
  }

  static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] le32(int v) {
    return new byte[] {(byte) v, (byte) (v >>> 8), (byte) (v >>> 16), (byte) (v >>> 24)};
  }
}
