package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;

/** The backing groups of a session and their rotation, as the runtime tells them (wire 4.2). */
public record ValidatorGroups(List<List<ValidatorIndex>> groups, GroupRotationInfo rotation) {
  private static final Codec<List<List<ValidatorIndex>>> GROUPS =
      Codec.vec(Codec.vec(ValidatorIndex.CODEC));

  /** Fields in this order. */
  public static final Codec<ValidatorGroups> CODEC =
      Codec.of(
          "ValidatorGroups",
          (v, out) -> {
            GROUPS.encode(v.groups, out);
            GroupRotationInfo.CODEC.encode(v.rotation, out);
          },
          in ->
              new ValidatorGroups(
                  in.field("groups", GROUPS), in.field("rotation", GroupRotationInfo.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public ValidatorGroups {
    groups = groups.stream().map(List::copyOf).toList();
  }
}
