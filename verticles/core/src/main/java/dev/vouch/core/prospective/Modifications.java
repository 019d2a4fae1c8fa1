package dev.vouch.core.prospective;

import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a candidate changes in its para's constraints (neighbours spec 1.11.2). */
public record Modifications(
    Optional<HeadData> requiredParent,
    Optional<Watermark> hrmpWatermark,
    SortedMap<ParaId, Traffic> outboundHrmp,
    long umpMessagesSent,
    long umpBytesSent,
    long dmpMessagesProcessed,
    boolean codeUpgradeApplied) {
  /** Bytes and messages sent to one recipient. */
  public record Traffic(long bytes, long messages) {
    Traffic plus(Traffic other) {
      return new Traffic(bytes + other.bytes, messages + other.messages);
    }
  }

  public Modifications {
    outboundHrmp = Collections.unmodifiableSortedMap(new TreeMap<>(outboundHrmp));
  }

  /** Changes nothing. */
  public static Modifications identity() {
    return new Modifications(Optional.empty(), Optional.empty(), new TreeMap<>(), 0, 0, 0, false);
  }

  /** This change followed by another. */
  public Modifications stack(Modifications next) {
    TreeMap<ParaId, Traffic> outbound = new TreeMap<>(outboundHrmp);
    next.outboundHrmp.forEach((para, traffic) -> outbound.merge(para, traffic, Traffic::plus));
    return new Modifications(
        next.requiredParent.or(() -> requiredParent),
        next.hrmpWatermark.or(() -> hrmpWatermark),
        outbound,
        umpMessagesSent + next.umpMessagesSent,
        umpBytesSent + next.umpBytesSent,
        dmpMessagesProcessed + next.dmpMessagesProcessed,
        codeUpgradeApplied || next.codeUpgradeApplied);
  }
}
