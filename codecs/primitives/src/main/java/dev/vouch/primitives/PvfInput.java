package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.util.Optional;

/**
 * The whole input of a PVF: the parameters and, for V3 candidates, the extension, which follows
 * without an option byte (wire 2.13).
 */
public record PvfInput(ValidationParams params, Optional<ValidationParamsExtension> extension) {
  /** Parameters, then the extension if bytes are left. */
  public static final Codec<PvfInput> CODEC =
      Codec.of(
          "ValidationParamsWithExtension",
          (v, out) -> {
            ValidationParams.CODEC.encode(v.params, out);
            v.extension.ifPresent(
                extension -> ValidationParamsExtension.CODEC.encode(extension, out));
          },
          PvfInput::decode);

  private static PvfInput decode(ScaleReader in) throws ScaleException {
    ValidationParams params = in.field("params", ValidationParams.CODEC);
    return new PvfInput(
        params,
        in.remaining() == 0
            ? Optional.empty()
            : Optional.of(in.field("extension", ValidationParamsExtension.CODEC)));
  }
}
