package dev.vouch.core.provisioner;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.ParaId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Merges the backed candidates of all paras, with at most one code upgrade in a block (PV-6). */
final class Selection {
  private Selection() {}

  /** Paras ascending, order within a para kept; a para ends before its second code of the block. */
  static List<BackedCandidate> merge(SortedMap<ParaId, List<BackedCandidate>> byPara) {
    List<BackedCandidate> merged = new ArrayList<>();
    boolean upgraded = false;
    for (List<BackedCandidate> candidates : byPara.values()) {
      for (BackedCandidate backed : candidates) {
        boolean upgrade = backed.candidate().commitments().newValidationCode().isPresent();
        if (upgrade && upgraded) {
          break;
        }
        upgraded |= upgrade;
        merged.add(backed);
      }
    }
    return merged;
  }
}
