package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** State of an availability core (wire 2.10). */
public sealed interface CoreState {
  /** 0 occupied, 1 scheduled, 2 free. */
  Codec<CoreState> CODEC = Codec.of("CoreState", CoreState::encode, CoreState::decode);

  /** A candidate is pending availability. */
  record Occupied(OccupiedCore core) implements CoreState {}

  /** A para may use the core. */
  record Scheduled(ScheduledCore core) implements CoreState {}

  /** Nobody uses the core. */
  record Free() implements CoreState {}

  private static void encode(CoreState value, ScaleWriter out) {
    switch (value) {
      case Occupied(OccupiedCore core) -> out.u8(0).value(OccupiedCore.CODEC, core);
      case Scheduled(ScheduledCore core) -> out.u8(1).value(ScheduledCore.CODEC, core);
      case Free() -> out.u8(2);
    }
  }

  private static CoreState decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 -> new Occupied(in.field("Occupied", OccupiedCore.CODEC));
      case 1 -> new Scheduled(in.field("Scheduled", ScheduledCore.CODEC));
      case 2 -> new Free();
      default -> throw in.unknownTag(tag);
    };
  }
}
