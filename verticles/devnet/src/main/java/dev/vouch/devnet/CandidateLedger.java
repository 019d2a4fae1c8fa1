package dev.vouch.devnet;

import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.ParaId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of each candidate, for people: when it was handed in, who seconded, when it had its
 * quorum, which block included it. Pure; times in milliseconds of one clock. At most {@link
 * #MAX_OPEN} latest candidates and {@link #MAX_SAMPLES} samples are kept. Two blocks of one number,
 * on a fork, count as one if they are within {@link #MAX_RECENT} numbers of each other.
 */
final class CandidateLedger {
  static final int MAX_OPEN = 1_024;
  static final int MAX_SAMPLES = 10_000;

  /** Far more than any fork of a dev chain is long. */
  static final int MAX_RECENT = 256;

  private final Map<CandidateHash, Open> open =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CandidateHash, Open> eldest) {
          return size() > MAX_OPEN;
        }
      };
  private final SortedMap<ParaId, ParaTally> tallies = new TreeMap<>();
  private final List<Long> secondToBacked = new ArrayList<>();
  private final List<Long> pvfMillis = new ArrayList<>();
  private long blocks;
  private final Numbers sessionChanges = new Numbers();

  /** A count of distinct block numbers that remembers the latest only. */
  private static final class Numbers {
    private final TreeSet<Long> recent = new TreeSet<>();
    private long count;

    void add(long number) {
      if (recent.add(number)) {
        count++;
      }
      if (recent.size() > MAX_RECENT) {
        recent.removeFirst();
      }
    }
  }

  private static final class Open {
    private final ParaId para;
    private final long handedAt;
    private String secondedBy = "?";
    private Optional<Long> backedAt = Optional.empty();

    Open(ParaId para, long handedAt) {
      this.para = para;
      this.handedAt = handedAt;
    }
  }

  private static final class ParaTally {
    private long backed;
    private long lastIncluded;
    private final Numbers includedIn = new Numbers();
  }

  /**
   * A decided candidate, one line of output.
   *
   * @param secondToBackedMillis absent if the quorum was not seen by the observer
   */
  record Decided(
      long block,
      ParaId para,
      CandidateHash candidate,
      String secondedBy,
      int votes,
      int groupSize,
      Optional<Long> secondToBackedMillis) {}

  /** Per para: how many blocks included it and the last one that did. */
  record ParaSummary(ParaId para, long backed, long included, long lastIncluded) {}

  CandidateLedger(List<ParaId> paras) {
    paras.forEach(para -> tallies.put(para, new ParaTally()));
  }

  void handedIn(CandidateHash candidate, ParaId para, long now) {
    open.put(candidate, new Open(para, now));
  }

  void seconded(CandidateHash candidate, String validator) {
    Open entry = open.get(candidate);
    if (entry != null) {
      entry.secondedBy = validator;
    }
  }

  /** The first node that reports the quorum counts. */
  void backed(CandidateHash candidate, long now) {
    Open entry = open.get(candidate);
    if (entry != null && entry.backedAt.isEmpty()) {
      entry.backedAt = Optional.of(now);
      tally(entry.para).backed++;
      sample(secondToBacked, now - entry.handedAt);
    }
  }

  void pvfRan(long millis) {
    sample(pvfMillis, millis);
  }

  private static void sample(List<Long> samples, long value) {
    if (samples.size() < MAX_SAMPLES) {
      samples.add(value);
    }
  }

  /** A block on the best chain; tells what it decided. */
  List<Decided> imported(RelayBlock block) {
    blocks = Math.max(blocks, block.number());
    if (block.sessionChanged()) {
      sessionChanges.add(block.number());
    }
    List<Decided> decided = new ArrayList<>();
    for (BackedCandidate backed : block.inherent()) {
      CandidateHash hash = backed.candidate().hash();
      ParaId para = backed.candidate().descriptor().paraId();
      ParaTally tally = tally(para);
      tally.includedIn.add(block.number());
      tally.lastIncluded = Math.max(tally.lastIncluded, block.number());
      // Kept: a fork may include it again, and the news of its quorum may come later.
      Open entry = open.get(hash);
      decided.add(
          new Decided(
              block.number(),
              para,
              hash,
              entry == null ? "?" : entry.secondedBy,
              backed.validityVotes().size(),
              backed.groupBits().length(),
              entry == null ? Optional.empty() : entry.backedAt.map(at -> at - entry.handedAt)));
    }
    return decided;
  }

  private ParaTally tally(ParaId para) {
    return tallies.computeIfAbsent(para, id -> new ParaTally());
  }

  List<ParaSummary> summary() {
    return tallies.entrySet().stream()
        .map(
            e ->
                new ParaSummary(
                    e.getKey(),
                    e.getValue().backed,
                    e.getValue().includedIn.count,
                    e.getValue().lastIncluded))
        .toList();
  }

  long blocks() {
    return blocks;
  }

  Optional<Long> secondToBacked(int percentile) {
    return percentile(secondToBacked, percentile);
  }

  Optional<Long> pvfTime(int percentile) {
    return percentile(pvfMillis, percentile);
  }

  /** The nearest-rank percentile. */
  static Optional<Long> percentile(List<Long> samples, int percentile) {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = samples.stream().sorted().toList();
    int rank = (int) Math.ceil(percentile / 100.0 * sorted.size());
    return Optional.of(sorted.get(Math.max(0, rank - 1)));
  }

  /**
   * The paras that were included too seldom: in fewer than {@code blocks - 3} blocks, less one for
   * each session change, whose block backs nothing.
   */
  List<ParaSummary> stalled(long wantedBlocks) {
    long least = wantedBlocks - 3 - sessionChanges.count;
    return summary().stream().filter(para -> para.included() < least).toList();
  }
}
