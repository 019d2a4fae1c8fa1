package dev.vouch.runtimeapi;

import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.RuntimeVersion;
import dev.vouch.scale.Codec;
import java.util.List;

/** The functions of other APIs that backing and validation need (wire 4.1). */
public final class OtherFunctions {
  /** Which APIs the runtime has, in which versions; ask this before anything else. */
  public static final RuntimeFunction<Nothing, RuntimeVersion> VERSION =
      new RuntimeFunction<>(RuntimeApi.CORE, "version", 1, Nothing.CODEC, RuntimeVersion.CODEC);

  /** Authority discovery keys of past, present and future authorities. */
  public static final RuntimeFunction<Nothing, List<PublicKey>> AUTHORITIES =
      new RuntimeFunction<>(
          RuntimeApi.AUTHORITY_DISCOVERY,
          "authorities",
          1,
          Nothing.CODEC,
          Codec.vec(PublicKey.CODEC));

  private OtherFunctions() {}
}
