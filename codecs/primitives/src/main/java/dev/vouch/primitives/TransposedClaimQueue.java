package dev.vouch.primitives;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A claim queue by para, then depth (0..255), then cores ascending (wire 2.10). */
public record TransposedClaimQueue(
    SortedMap<ParaId, SortedMap<Integer, SortedSet<CoreIndex>>> paras) {
  /** Copies the maps and sets. */
  public TransposedClaimQueue {
    SortedMap<ParaId, SortedMap<Integer, SortedSet<CoreIndex>>> copy = new TreeMap<>();
    paras.forEach(
        (para, depths) -> {
          SortedMap<Integer, SortedSet<CoreIndex>> inner = new TreeMap<>();
          depths.forEach((depth, cores) -> inner.put(depth, ascending(cores)));
          copy.put(para, Collections.unmodifiableSortedMap(inner));
        });
    paras = Collections.unmodifiableSortedMap(copy);
  }

  /** The cores that {@code para} may use at {@code depth}; empty if none. */
  public SortedSet<CoreIndex> cores(ParaId para, int depth) {
    SortedMap<Integer, SortedSet<CoreIndex>> depths =
        paras.getOrDefault(para, Collections.emptySortedMap());
    return depths.getOrDefault(depth, Collections.emptySortedSet());
  }

  /** In natural order, whatever order the given set has: selection counts in it. */
  private static SortedSet<CoreIndex> ascending(SortedSet<CoreIndex> cores) {
    SortedSet<CoreIndex> copy = new TreeSet<>();
    copy.addAll(cores);
    return Collections.unmodifiableSortedSet(copy);
  }
}
