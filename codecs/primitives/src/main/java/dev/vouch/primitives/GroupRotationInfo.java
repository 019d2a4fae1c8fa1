package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.OptionalLong;

/**
 * How backing groups rotate over cores (wire 2.10). {@code now} is the number of the block after
 * the one that was asked; block numbers throughout.
 */
public record GroupRotationInfo(long sessionStartBlock, long groupRotationFrequency, long now) {
  /** Fields in this order. */
  public static final Codec<GroupRotationInfo> CODEC =
      Codec.of(
          "GroupRotationInfo",
          (v, out) -> out.u32(v.sessionStartBlock).u32(v.groupRotationFrequency).u32(v.now),
          in ->
              new GroupRotationInfo(
                  in.field("session_start_block", Scale.U32),
                  in.field("group_rotation_frequency", Scale.U32),
                  in.field("now", Scale.U32)));

  /** Refuses numbers that are no u32. */
  public GroupRotationInfo {
    U32.check("sessionStartBlock", sessionStartBlock);
    U32.check("groupRotationFrequency", groupRotationFrequency);
    U32.check("now", now);
  }

  /** The group that backs on {@code core} when there are {@code cores} cores and as many groups. */
  public GroupIndex groupForCore(CoreIndex core, int cores) {
    if (groupRotationFrequency == 0) {
      return new GroupIndex(core.value());
    }
    return new GroupIndex(cores == 0 ? 0 : (int) ((core.unsigned() + rotations()) % cores));
  }

  /**
   * The core on which {@code group} backs when there are {@code cores} cores and as many groups.
   */
  public CoreIndex coreForGroup(GroupIndex group, int cores) {
    if (groupRotationFrequency == 0) {
      return new CoreIndex(group.value());
    }
    if (cores == 0) {
      return new CoreIndex(0);
    }
    return new CoreIndex((int) ((group.unsigned() + cores - rotations() % cores) % cores));
  }

  /** The block at which the groups rotate next; absent if they never do. */
  public OptionalLong nextRotation() {
    if (groupRotationFrequency == 0) {
      return OptionalLong.empty();
    }
    long after = now + groupRotationFrequency;
    return OptionalLong.of(after - U32.minus(after, sessionStartBlock) % groupRotationFrequency);
  }

  /** The block at which the groups rotated last; absent if they never do. */
  public OptionalLong lastRotation() {
    if (groupRotationFrequency == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(now - U32.minus(now, sessionStartBlock) % groupRotationFrequency);
  }

  /** The same as it will be after the next rotation; unchanged if the groups never rotate. */
  public GroupRotationInfo bumped() {
    return new GroupRotationInfo(
        sessionStartBlock, groupRotationFrequency, Math.min(U32.MAX, nextRotation().orElse(now)));
  }

  private long rotations() {
    return U32.minus(now, sessionStartBlock) / groupRotationFrequency;
  }
}
