package dev.vouch.core.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.fakes.FakeOutside;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.BackableCandidateRef;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Misbehavior;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.ProvisionerMessage.GetMisbehaviorReports;
import dev.vouch.messages.ProvisionerMessage.InherentData;
import dev.vouch.messages.ProvisionerMessage.MisbehaviorReports;
import dev.vouch.messages.ProvisionerMessage.Provisionable;
import dev.vouch.messages.ProvisionerMessage.ProvisionableData;
import dev.vouch.messages.ProvisionerMessage.RequestInherentData;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.OccupiedCore;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.ScheduledCore;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Readiness, the choice of cores, the merge and its code upgrades (backing section 5). */
final class ProvisionerTest {
  private static final Hash LEAF = hash(1);

  private final List<CoreState> cores = new ArrayList<>();
  private final SortedMap<ParaId, List<BackedCandidate>> backed = new TreeMap<>();
  private final FakeOutside bench =
      new FakeOutside(new Provisioner(ProvisionerConfig.standard()))
          .answer(
              RuntimeApiMessage.AvailabilityCores.class, r -> new RuntimeApiMessage.Cores(cores))
          .answer(
              ProspectiveParachainsMessage.GetBackableCandidates.class,
              r ->
                  new ProspectiveParachainsMessage.BackableRefs(
                      backed.getOrDefault(r.para(), List.of()).stream()
                          .limit(r.count())
                          .map(b -> new BackableCandidateRef(b.candidate().hash(), LEAF))
                          .toList()))
          .answer(
              CandidateBackingMessage.GetBackableCandidates.class,
              r -> {
                SortedMap<ParaId, List<BackedCandidate>> answer = new TreeMap<>();
                r.candidates()
                    .forEach(
                        (para, refs) ->
                            answer.put(
                                para,
                                refs.stream()
                                    .map(ref -> find(para, ref.candidateHash()))
                                    .toList()));
                return new CandidateBackingMessage.BackableCandidates(answer);
              });

  private BackedCandidate find(ParaId para, CandidateHash hash) {
    return backed.getOrDefault(para, List.of()).stream()
        .filter(b -> b.candidate().hash().equals(hash))
        .findFirst()
        .orElseThrow();
  }

  private static Hash hash(int filler) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filler);
    return Hash.of(bytes);
  }

  private static BackedCandidate candidate(int para, int number, boolean upgrade) {
    return new BackedCandidate(
        new CommittedCandidateReceipt(
            CandidateDescriptor.builder(new ParaId(para), LEAF).v2(new CoreIndex(para), 1),
            new CandidateCommitments(
                List.of(),
                List.of(),
                upgrade ? Optional.of(Bytes.fromHex("0203")) : Optional.empty(),
                new HeadData(Bytes.wrap(new byte[] {(byte) number})),
                0,
                0)),
        List.of(),
        BitList.zeros(11));
  }

  private void offer(int para, BackedCandidate... candidates) {
    backed.put(new ParaId(para), List.of(candidates));
  }

  private static CoreState scheduled(int para) {
    return new CoreState.Scheduled(new ScheduledCore(new ParaId(para), Optional.empty()));
  }

  private static CoreState occupied(
      int para, String availability, int next, int nextOnTimeOut, long timeOutAt) {
    return new CoreState.Occupied(
        new OccupiedCore(
            Optional.of(new ScheduledCore(new ParaId(next), Optional.empty())),
            1,
            timeOutAt,
            Optional.of(new ScheduledCore(new ParaId(nextOnTimeOut), Optional.empty())),
            BitList.of(availability),
            new GroupIndex(0),
            new CandidateHash(hash(para)),
            CandidateDescriptor.builder(new ParaId(para), LEAF).v2(new CoreIndex(0), 1)));
  }

  private List<BackedCandidate> inherent() {
    return bench
        .answerOf(bench.request(new RequestInherentData(LEAF)), InherentData.class)
        .backedCandidates();
  }

  private void leafIsReady() {
    bench.activate(LEAF, 9).advance(2_000);
  }

  /** PR5. */
  @Test
  void withoutCoresThereIsNothingAndNoFailure() {
    leafIsReady();
    assertThat(inherent()).isEmpty();
    assertThat(bench.counted(Metric.INHERENT_DATA_REQUESTS)).isEqualTo(1);
  }

  @Test
  void nothingIsAssembledBeforeTheLeafIsReadyAndThenOnceForAll() {
    cores.add(scheduled(1));
    offer(1, candidate(1, 1, false));
    bench.activate(LEAF, 9);
    long first = bench.request(new RequestInherentData(LEAF));
    long second = bench.request(new RequestInherentData(LEAF));
    bench.advance(1_999);
    assertThat(bench.isAnswered(first)).isFalse();
    bench.advance(1);
    assertThat(bench.answerOf(first, InherentData.class))
        .isEqualTo(bench.answerOf(second, InherentData.class));
    assertThat(bench.asked(RuntimeApiMessage.AvailabilityCores.class)).hasSize(1);
    assertThat(bench.steps()).containsExactly(Explanation.Step.PROVIDED);
  }

  @Test
  void anUnknownOrDeactivatedLeafIsRefused() {
    assertThat(bench.failureOf(bench.request(new RequestInherentData(LEAF))).kind())
        .isEqualTo(Failure.Kind.UNAVAILABLE);
    bench.activate(LEAF, 9);
    long waiting = bench.request(new RequestInherentData(LEAF));
    bench.signal(new OverseerSignal.ActiveLeaves(Optional.empty(), List.of(LEAF)));
    assertThat(bench.failureOf(waiting).kind()).isEqualTo(Failure.Kind.CANCELLED);
    assertThat(bench.openTimers()).isZero();
  }

  @Test
  void assemblyEndsAtItsLimit() {
    leafIsReady();
    bench.leaveOpen(RuntimeApiMessage.AvailabilityCores.class);
    long token = bench.request(new RequestInherentData(LEAF));
    bench.advance(500);
    assertThat(bench.failureOf(token).kind()).isEqualTo(Failure.Kind.TIMEOUT);
    bench.answerOpen(
        RuntimeApiMessage.AvailabilityCores.class,
        Outcome.answered(new RuntimeApiMessage.Cores(List.of())));
    assertThat(bench.openTimers()).isZero();
  }

  @Test
  void aFailingNeighbourFailsTheRequest() {
    cores.add(scheduled(1));
    offer(1, candidate(1, 1, false));
    leafIsReady();
    bench.fail(CandidateBackingMessage.GetBackableCandidates.class, Failure.Kind.CANCELLED);
    assertThat(bench.failureOf(bench.request(new RequestInherentData(LEAF))).kind())
        .isEqualTo(Failure.Kind.CANCELLED);
    bench.fail(ProspectiveParachainsMessage.GetBackableCandidates.class, Failure.Kind.TIMEOUT);
    assertThat(bench.failureOf(bench.request(new RequestInherentData(LEAF))).kind())
        .isEqualTo(Failure.Kind.TIMEOUT);
    assertThat(bench.openTimers()).isZero();
  }

  /** PV-5, PR8, PR9. */
  @Test
  void coresDecideHowManyCandidatesAndAfterWhichAncestors() {
    cores.addAll(
        List.of(
            new CoreState.Free(),
            scheduled(1),
            scheduled(12),
            scheduled(12),
            occupied(4, "111", 4, 99, 50),
            occupied(5, "110", 5, 99, 50),
            occupied(6, "100", 98, 6, 10),
            occupied(7, "100", 98, 97, 11)));
    leafIsReady();
    inherent();
    assertThat(bench.asked(ProspectiveParachainsMessage.GetBackableCandidates.class))
        .containsExactly(
            asked(1, 1, Set.of()),
            asked(4, 1, Set.of(new CandidateHash(hash(4)))),
            asked(5, 1, Set.of(new CandidateHash(hash(5)))),
            asked(6, 1, Set.of()),
            asked(12, 2, Set.of()));
  }

  private static ProspectiveParachainsMessage.GetBackableCandidates asked(
      int para, int count, Set<CandidateHash> ancestors) {
    return new ProspectiveParachainsMessage.GetBackableCandidates(
        LEAF, new ParaId(para), count, ancestors);
  }

  /** PR7. */
  @Test
  void atMostOneCodeUpgradeAndNothingOfAParaBehindItsDroppedOne() {
    cores.addAll(
        List.of(
            scheduled(1),
            scheduled(2),
            scheduled(2),
            scheduled(2),
            scheduled(3),
            scheduled(3),
            scheduled(3)));
    offer(1, candidate(1, 0, true));
    offer(2, candidate(2, 1, false), candidate(2, 2, true), candidate(2, 3, false));
    offer(3, candidate(3, 4, false), candidate(3, 5, true), candidate(3, 6, false));
    leafIsReady();
    assertThat(inherent())
        .extracting(b -> b.candidate().commitments().headData().value().at(0))
        .containsExactly(0, 1, 4);
  }

  @Test
  void misbehaviourReportsAreKeptOnceAndQueryable() {
    Signature signature = Signature.of(new byte[64]);
    Provisionable.MisbehaviorReport report =
        new Provisionable.MisbehaviorReport(
            new ValidatorIndex(3),
            new Misbehavior.DoubleSignValid(new CandidateHash(hash(2)), signature, signature));
    bench.tell(new ProvisionableData(LEAF, report)).tell(new ProvisionableData(LEAF, report));
    assertThat(
            bench.answerOf(
                bench.request(new GetMisbehaviorReports(LEAF)), MisbehaviorReports.class))
        .isEqualTo(new MisbehaviorReports(List.of(report)));
    assertThat(bench.steps()).containsExactly(Explanation.Step.MISBEHAVIOR);
    for (int i = 0; i < Reports.MAX_BLOCKS; i++) {
      bench.tell(new ProvisionableData(Hash.blake2b256(Bytes.wrap(new byte[i])), report));
    }
    assertThat(
            bench
                .answerOf(bench.request(new GetMisbehaviorReports(LEAF)), MisbehaviorReports.class)
                .reports())
        .isEmpty();
  }
}
