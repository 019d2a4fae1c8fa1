package dev.vouch.sim;

import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;

/** Sees every signature that leaves a signer. */
@FunctionalInterface
interface SignatureWatch {
  void signed(
      PublicKey key, SigningContext context, CompactStatement statement, Signature signature);
}
