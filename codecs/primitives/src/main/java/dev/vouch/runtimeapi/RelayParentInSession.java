package dev.vouch.runtimeapi;

import dev.vouch.primitives.Hash;
import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A block that may be a relay parent in a session (wire 4.2). */
public record RelayParentInSession(long session, Hash relayParent) {
  /** Fields in this order. */
  public static final Codec<RelayParentInSession> CODEC =
      Codec.of(
          "RelayParentInSession",
          (v, out) -> {
            Scale.U32.encode(v.session, out);
            Hash.CODEC.encode(v.relayParent, out);
          },
          in ->
              new RelayParentInSession(
                  in.field("session", Scale.U32), in.field("relay_parent", Hash.CODEC)));
}
