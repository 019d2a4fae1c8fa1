package dev.vouch.core.backing;

import dev.vouch.core.testing.CoreHarness;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.ValidatorIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runtime and chain API of the catalogue's fixture (backing spec 7.1): six validators, groups [2,
 * 0, 3, 5] and [1], cores 0 and 1 with paras 1 and 2. A block is a number {@code b}; its parent is
 * {@code b + 1}, so that forks are as easy as chains.
 */
final class FakeChain {
  static final int VALIDATORS = 6;

  final Map<Hash, Long> numbers = new HashMap<>();
  final Map<Hash, Long> sessions = new HashMap<>();
  final Map<Hash, List<ValidatorIndex>> disabled = new HashMap<>();
  final Map<Long, NodeFeatures> features = new HashMap<>();
  List<List<ValidatorIndex>> groups = List.of(indices(2, 0, 3, 5), indices(1));
  SortedMap<CoreIndex, List<ParaId>> claims =
      new TreeMap<>(
          Map.of(
              new CoreIndex(0), List.of(new ParaId(1)), new CoreIndex(1), List.of(new ParaId(2))));
  int lookahead = 3;
  int minimumVotes = 2;

  static Hash block(int id) {
    return Hash.of(ByteBuffer.allocate(Hash.LENGTH).put(0, (byte) 7).putLong(24, id).array());
  }

  static Hash parent(Hash block) {
    ByteBuffer bytes = ByteBuffer.wrap(block.toArray());
    return Hash.of(bytes.putLong(24, bytes.getLong(24) + 1).array());
  }

  static PublicKey key(int validator) {
    return PublicKey.of(ByteBuffer.allocate(PublicKey.LENGTH).putInt(0, validator + 1).array());
  }

  static List<ValidatorIndex> indices(int... values) {
    return IntStream.of(values).mapToObj(ValidatorIndex::new).toList();
  }

  /** Tells the chain of a block with this number, and of its ancestors. */
  FakeChain leaf(Hash leaf, long number) {
    Hash block = leaf;
    for (long n = number; n >= Math.max(0, number - 10); n--) {
      numbers.put(block, n);
      block = parent(block);
    }
    return this;
  }

  long session(Hash block) {
    return sessions.getOrDefault(block, 1L);
  }

  /** Answers everything that leaf start-up asks. */
  void serve(CoreHarness harness) {
    harness
        .script()
        .outcome(
            RuntimeApiMessage.SessionIndexForChild.class,
            request -> Outcome.answered(new RuntimeApiMessage.SessionIndex(session(request.at()))))
        .on(
            RuntimeApiMessage.SchedulingLookahead.class,
            request -> new RuntimeApiMessage.Lookahead(lookahead))
        .on(
            ChainApiMessage.GetAncestors.class,
            request -> new ChainApiMessage.Ancestors(ancestors(request)))
        .on(ChainApiMessage.GetBlockHeader.class, request -> header(request.hash()))
        .on(
            RuntimeApiMessage.ValidatorGroups.class,
            request ->
                new RuntimeApiMessage.Groups(
                    groups, new GroupRotationInfo(0, 100, numbers.getOrDefault(request.at(), 0L))))
        .on(
            RuntimeApiMessage.GetClaimQueue.class,
            request -> new RuntimeApiMessage.Claims(new ClaimQueue(claims)))
        .on(
            RuntimeApiMessage.DisabledValidators.class,
            request ->
                new RuntimeApiMessage.Disabled(disabled.getOrDefault(request.at(), List.of())))
        .on(
            RuntimeApiMessage.Validators.class,
            request ->
                new RuntimeApiMessage.ValidatorSet(
                    IntStream.range(0, VALIDATORS).mapToObj(FakeChain::key).toList()))
        .on(
            RuntimeApiMessage.GetNodeFeatures.class,
            request ->
                new RuntimeApiMessage.Features(
                    features.getOrDefault(request.session(), NodeFeatures.none())))
        .outcome(
            RuntimeApiMessage.MinimumBackingVotes.class,
            request ->
                minimumVotes == 0
                    ? Outcome.failed(Failure.Kind.NOT_SUPPORTED, "too old")
                    : Outcome.answered(new RuntimeApiMessage.MinimumVotes(minimumVotes)));
  }

  private List<Hash> ancestors(ChainApiMessage.GetAncestors request) {
    return new ArrayList<>(
        Stream.iterate(parent(request.hash()), FakeChain::parent)
            .limit(request.k())
            .takeWhile(numbers::containsKey)
            .toList());
  }

  private ChainApiMessage.Header header(Hash block) {
    return new ChainApiMessage.Header(
        Optional.ofNullable(numbers.get(block))
            .map(
                number ->
                    new BlockHeader(
                        parent(block), number, Hash.ZERO, Hash.ZERO, List.<Bytes>of())));
  }
}
