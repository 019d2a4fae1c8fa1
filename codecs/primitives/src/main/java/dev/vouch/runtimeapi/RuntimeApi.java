package dev.vouch.runtimeapi;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Bytes;
import java.nio.charset.StandardCharsets;

/** A runtime API: its name, and the id under which {@code Core_version} lists it (wire 4.1). */
public enum RuntimeApi {
  /** Version of the runtime. */
  CORE("Core"),
  /** Parachains. */
  PARACHAIN_HOST("ParachainHost"),
  /** Epochs and their randomness. */
  BABE("BabeApi"),
  /** Keys of the validators' nodes. */
  AUTHORITY_DISCOVERY("AuthorityDiscoveryApi");

  private final String apiName;
  private final Bytes id;

  RuntimeApi(String apiName) {
    this.apiName = apiName;
    this.id = Bytes.wrap(Hashes.blake2b64(apiName.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The name in front of the underscore of its functions. */
  public String apiName() {
    return apiName;
  }

  /** The 8-byte BLAKE2b of the name. */
  public Bytes id() {
    return id;
  }
}
