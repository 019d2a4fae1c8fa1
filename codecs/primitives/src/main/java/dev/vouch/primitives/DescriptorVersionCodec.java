package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** How advertisements name a descriptor version: by position, not by version byte (wire 3.5). */
final class DescriptorVersionCodec {
  static final Codec<DescriptorVersion> CODEC =
      Codec.of("DescriptorVersion", DescriptorVersionCodec::encode, DescriptorVersionCodec::decode);

  private DescriptorVersionCodec() {}

  private static void encode(DescriptorVersion version, ScaleWriter out) {
    switch (version) {
      case DescriptorVersion.V1() -> out.u8(0);
      case DescriptorVersion.V2() -> out.u8(1);
      case DescriptorVersion.V3() -> out.u8(2);
      case DescriptorVersion.Unknown(int versionByte) -> out.u8(3).u8(versionByte);
    }
  }

  private static DescriptorVersion decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new DescriptorVersion.V1();
      case 1 -> new DescriptorVersion.V2();
      case 2 -> new DescriptorVersion.V3();
      case 3 -> new DescriptorVersion.Unknown(in.u8());
      default -> throw in.unknownTag(tag);
    };
  }
}
