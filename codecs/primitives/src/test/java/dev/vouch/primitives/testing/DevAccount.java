package dev.vouch.primitives.testing;

import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.primitives.PublicKey;
import java.util.Locale;

/**
 * The accounts that every development chain has (wire 5.6). Their secrets are known to everybody.
 */
public enum DevAccount {
  /** {@code //Alice}. */
  ALICE("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"),
  /** {@code //Bob}. */
  BOB("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48"),
  /** {@code //Charlie}. */
  CHARLIE("90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22"),
  /** {@code //Dave}. */
  DAVE("306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20"),
  /** {@code //Eve}. */
  EVE("e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e"),
  /** {@code //Ferdie}. */
  FERDIE("1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c"),
  /** {@code //One}. */
  ONE("ac859f8a216eeb1b320b4c76d118da3d7407fa523484d0a980126d3b4d0d220a"),
  /** {@code //Two}. */
  TWO("1254f7017f0b8347ce7ab14f96d818802e7e9e0c0d1b7c9acb3c726b080e7a03");

  private final PublicKey publicKey;

  DevAccount(String publicKey) {
    this.publicKey = PublicKey.fromHex(publicKey);
  }

  /** The public key, without any arithmetic. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The secret URI: two slashes and the name. */
  public String uri() {
    return "//" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** The key that signs; close it when done. */
  public Sr25519KeyPair keyPair() {
    return Sr25519KeyPair.fromUri(uri());
  }
}
