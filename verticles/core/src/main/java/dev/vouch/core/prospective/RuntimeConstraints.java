package dev.vouch.core.prospective;

import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.ParaId;
import java.util.TreeMap;

/** The runtime's answer as the emulator's constraints. */
final class RuntimeConstraints {
  private RuntimeConstraints() {}

  static Constraints toConstraints(BackingConstraints runtime) {
    TreeMap<ParaId, Constraints.ChannelRoom> channels = new TreeMap<>();
    runtime
        .hrmpChannelsOut()
        .forEach(
            channel ->
                channels.put(
                    channel.paraId(),
                    new Constraints.ChannelRoom(
                        channel.bytesRemaining(), channel.messagesRemaining())));
    return new Constraints(
        runtime.minRelayParentNumber(),
        runtime.maxPovSize(),
        runtime.maxCodeSize(),
        runtime.maxHeadDataSize(),
        runtime.umpRemaining(),
        runtime.umpRemainingBytes(),
        runtime.maxUmpNumPerCandidate(),
        runtime.dmpRemainingMessages(),
        runtime.hrmpInboundValidWatermarks(),
        channels,
        runtime.maxHrmpNumPerCandidate(),
        runtime.requiredParent(),
        runtime.validationCodeHash(),
        runtime.upgradeRestriction().isPresent(),
        runtime
            .futureValidationCode()
            .map(future -> new Constraints.FutureCode(future.at(), future.hash())));
  }
}
