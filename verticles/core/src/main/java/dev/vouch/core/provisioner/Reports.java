package dev.vouch.core.provisioner;

import dev.vouch.messages.ProvisionerMessage.Provisionable.MisbehaviorReport;
import dev.vouch.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Misbehaviour reports by scheduling parent, each once, kept for whoever asks (seed A-24). Bounds:
 * {@link #MAX_BLOCKS} scheduling parents, the oldest goes first, and {@link #MAX_PER_BLOCK} each.
 */
final class Reports {
  /** The lookahead of several leaves, several times over. */
  static final int MAX_BLOCKS = 64;

  /** A report for every validator of a large session's groups that can misbehave in one block. */
  static final int MAX_PER_BLOCK = 1_024;

  private final Map<Hash, Set<MisbehaviorReport>> reports = new LinkedHashMap<>();

  /** Keeps a report; false if it was there or there is no room. */
  boolean add(Hash schedulingParent, MisbehaviorReport report) {
    Set<MisbehaviorReport> ofBlock =
        reports.computeIfAbsent(schedulingParent, block -> new LinkedHashSet<>());
    if (reports.size() > MAX_BLOCKS) {
      reports.remove(reports.keySet().iterator().next());
    }
    return ofBlock.size() < MAX_PER_BLOCK && ofBlock.add(report);
  }

  List<MisbehaviorReport> of(Hash schedulingParent) {
    return List.copyOf(reports.getOrDefault(schedulingParent, Set.of()));
  }
}
