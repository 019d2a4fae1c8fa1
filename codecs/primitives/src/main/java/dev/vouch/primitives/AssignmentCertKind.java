package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/**
 * How an approval checker shows that it was assigned (wire 8.11, W23). Index 2 was a third way once
 * and is not given away again.
 */
public sealed interface AssignmentCertKind {
  /** The discriminant, then the field. */
  Codec<AssignmentCertKind> CODEC =
      Codec.of("AssignmentCertKind", AssignmentCertKind::encode, AssignmentCertKind::decode);

  /** Samples of all cores at once; a bit for each core that was drawn. */
  record RelayVrfModuloCompact(BitList coreBitfield) implements AssignmentCertKind {}

  /** A delay for one core. */
  record RelayVrfDelay(CoreIndex coreIndex) implements AssignmentCertKind {}

  private static void encode(AssignmentCertKind value, ScaleWriter out) {
    switch (value) {
      case RelayVrfModuloCompact(BitList cores) -> out.u8(0).value(BitList.CODEC, cores);
      case RelayVrfDelay(CoreIndex core) -> out.u8(1).value(CoreIndex.CODEC, core);
    }
  }

  private static AssignmentCertKind decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new RelayVrfModuloCompact(in.field("core_bitfield", BitList.CODEC));
      case 1 -> new RelayVrfDelay(in.field("core_index", CoreIndex.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
