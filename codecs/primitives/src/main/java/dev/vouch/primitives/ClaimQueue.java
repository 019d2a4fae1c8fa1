package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which paras may use each core, in order (wire 2.10). */
public record ClaimQueue(SortedMap<CoreIndex, List<ParaId>> cores) {
  /** A map from core to a list of paras. */
  public static final Codec<ClaimQueue> CODEC =
      Codec.map(CoreIndex.CODEC, Codec.vec(ParaId.CODEC)).map(ClaimQueue::new, ClaimQueue::cores);

  private static final int DEPTH_MASK = 0xff;

  /** Copies the map and its lists. */
  public ClaimQueue {
    SortedMap<CoreIndex, List<ParaId>> copy = new TreeMap<>();
    cores.forEach((core, paras) -> copy.put(core, List.copyOf(paras)));
    cores = Collections.unmodifiableSortedMap(copy);
  }

  /** No claims at all. */
  public static ClaimQueue empty() {
    return new ClaimQueue(new TreeMap<>());
  }

  /** The paras that may use {@code core}, soonest first; empty for an unknown core. */
  public List<ParaId> paras(CoreIndex core) {
    return cores.getOrDefault(core, List.of());
  }

  /** The same by para and depth. Depths are one byte and wrap at 256, as in the reference. */
  public TransposedClaimQueue transpose() {
    SortedMap<ParaId, SortedMap<Integer, SortedSet<CoreIndex>>> byPara = new TreeMap<>();
    cores.forEach(
        (core, paras) -> {
          for (int depth = 0; depth < paras.size(); depth++) {
            byPara
                .computeIfAbsent(paras.get(depth), para -> new TreeMap<>())
                .computeIfAbsent(depth & DEPTH_MASK, d -> new TreeSet<>())
                .add(core);
          }
        });
    return new TransposedClaimQueue(byPara);
  }
}
