package dev.vouch.core.prospective;

import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the relay chain will accept of a para's next candidate (neighbours spec 1.11.1). Counts and
 * sizes are unsigned 32-bit values; sizes are in bytes.
 */
public record Constraints(
    long minRelayParentNumber,
    long maxPovSize,
    long maxCodeSize,
    long maxHeadDataSize,
    long umpRemaining,
    long umpRemainingBytes,
    long maxUmpNumPerCandidate,
    List<Long> dmpRemainingMessages,
    List<Long> validWatermarks,
    SortedMap<ParaId, ChannelRoom> hrmpChannelsOut,
    long maxHrmpNumPerCandidate,
    HeadData requiredParent,
    ValidationCodeHash validationCodeHash,
    boolean upgradeRestricted,
    Optional<FutureCode> futureValidationCode) {
  /** Room left in an outbound channel. */
  public record ChannelRoom(long bytesRemaining, long messagesRemaining) {}

  /** Code that is applied by the first candidate whose relay parent is at least at this number. */
  public record FutureCode(long expectedAt, ValidationCodeHash codeHash) {}

  public Constraints {
    dmpRemainingMessages = List.copyOf(dmpRemainingMessages);
    validWatermarks = List.copyOf(validWatermarks);
    hrmpChannelsOut = Collections.unmodifiableSortedMap(new TreeMap<>(hrmpChannelsOut));
  }

  Constraints withMinRelayParentNumber(long number) {
    return new Constraints(
        number,
        maxPovSize,
        maxCodeSize,
        maxHeadDataSize,
        umpRemaining,
        umpRemainingBytes,
        maxUmpNumPerCandidate,
        dmpRemainingMessages,
        validWatermarks,
        hrmpChannelsOut,
        maxHrmpNumPerCandidate,
        requiredParent,
        validationCodeHash,
        upgradeRestricted,
        futureValidationCode);
  }

  /** The first rule that the modifications break, if any (IE-1). */
  public Optional<ConstraintError> check(Modifications m) {
    if (m.hrmpWatermark().orElse(null) instanceof Watermark.Trunk(long number)
        && !validWatermarks.contains(number)) {
      return Optional.of(disallowedWatermark(number));
    }
    for (Map.Entry<ParaId, Modifications.Traffic> sent : m.outboundHrmp().entrySet()) {
      Checked<ChannelRoom> room = roomAfter(sent.getKey(), sent.getValue());
      if (room instanceof Checked.Refused<ChannelRoom>(ConstraintError error)) {
        return Optional.of(error);
      }
    }
    return checkCounts(m);
  }

  private Optional<ConstraintError> checkCounts(Modifications m) {
    if (m.umpMessagesSent() > umpRemaining) {
      return Optional.of(overflow("UmpMessagesOverflow", umpRemaining, m.umpMessagesSent()));
    }
    if (m.umpBytesSent() > umpRemainingBytes) {
      return Optional.of(overflow("UmpBytesOverflow", umpRemainingBytes, m.umpBytesSent()));
    }
    if (m.dmpMessagesProcessed() > dmpRemainingMessages.size()) {
      return Optional.of(
          ConstraintError.of(
              "DmpMessagesUnderflow",
              Map.of(
                  "remaining",
                  dmpRemainingMessages.size(),
                  "processed",
                  m.dmpMessagesProcessed())));
    }
    if (m.codeUpgradeApplied() && futureValidationCode.isEmpty()) {
      return Optional.of(ConstraintError.of("AppliedNonexistentCodeUpgrade"));
    }
    return Optional.empty();
  }

  /** The constraints after the modifications (IE-2). */
  public Checked<Constraints> apply(Modifications m) {
    Checked<List<Long>> watermarks = watermarksAfter(m.hrmpWatermark());
    if (watermarks instanceof Checked.Refused<List<Long>>(ConstraintError error)) {
      return Checked.refused(error);
    }
    TreeMap<ParaId, ChannelRoom> channels = new TreeMap<>(hrmpChannelsOut);
    for (Map.Entry<ParaId, Modifications.Traffic> sent : m.outboundHrmp().entrySet()) {
      switch (roomAfter(sent.getKey(), sent.getValue())) {
        case Checked.Ok<ChannelRoom>(ChannelRoom room) -> channels.put(sent.getKey(), room);
        case Checked.Refused<ChannelRoom>(ConstraintError error) -> {
          return Checked.refused(error);
        }
      }
    }
    Optional<ConstraintError> counts = checkCounts(m);
    if (counts.isPresent()) {
      return Checked.refused(counts.orElseThrow());
    }
    boolean upgrade = m.codeUpgradeApplied();
    return Checked.ok(
        new Constraints(
            minRelayParentNumber,
            maxPovSize,
            maxCodeSize,
            maxHeadDataSize,
            umpRemaining - m.umpMessagesSent(),
            umpRemainingBytes - m.umpBytesSent(),
            maxUmpNumPerCandidate,
            dmpRemainingMessages.subList(
                (int) m.dmpMessagesProcessed(), dmpRemainingMessages.size()),
            ((Checked.Ok<List<Long>>) watermarks).value(),
            channels,
            maxHrmpNumPerCandidate,
            m.requiredParent().orElse(requiredParent),
            upgrade ? futureValidationCode.orElseThrow().codeHash() : validationCodeHash,
            upgradeRestricted,
            upgrade ? Optional.empty() : futureValidationCode));
  }

  private Checked<List<Long>> watermarksAfter(Optional<Watermark> mark) {
    if (mark.isEmpty()) {
      return Checked.ok(validWatermarks);
    }
    long number = mark.orElseThrow().number();
    if (mark.orElseThrow() instanceof Watermark.Trunk && !validWatermarks.contains(number)) {
      return Checked.refused(disallowedWatermark(number));
    }
    // The watermark itself stays: a child may repeat its parent's.
    return Checked.ok(validWatermarks.stream().filter(w -> w >= number).toList());
  }

  private Checked<ChannelRoom> roomAfter(ParaId recipient, Modifications.Traffic sent) {
    ChannelRoom room = hrmpChannelsOut.get(recipient);
    if (room == null) {
      return Checked.refused(ConstraintError.of("NoSuchHrmpChannel", Map.of("para_id", recipient)));
    }
    if (sent.bytes() > room.bytesRemaining()) {
      return Checked.refused(
          ConstraintError.of(
              "HrmpBytesOverflow",
              Map.of(
                  "para_id",
                  recipient,
                  "remaining",
                  room.bytesRemaining(),
                  "submitted",
                  sent.bytes())));
    }
    if (sent.messages() > room.messagesRemaining()) {
      return Checked.refused(
          ConstraintError.of(
              "HrmpMessagesOverflow",
              Map.of(
                  "para_id",
                  recipient,
                  "remaining",
                  room.messagesRemaining(),
                  "submitted",
                  sent.messages())));
    }
    return Checked.ok(
        new ChannelRoom(
            room.bytesRemaining() - sent.bytes(), room.messagesRemaining() - sent.messages()));
  }

  private static ConstraintError disallowedWatermark(long number) {
    return ConstraintError.of("DisallowedHrmpWatermark", Map.of("watermark", number));
  }

  private static ConstraintError overflow(String kind, long remaining, long submitted) {
    return ConstraintError.of(kind, Map.of("remaining", remaining, "submitted", submitted));
  }
}
