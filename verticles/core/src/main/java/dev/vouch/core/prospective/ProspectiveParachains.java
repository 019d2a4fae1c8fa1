package dev.vouch.core.prospective;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.core.kernel.SerialSubsystem;
import dev.vouch.messages.Answer;
import dev.vouch.messages.BackableCandidateRef;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.ProspectiveParachainsMessage.BackableRefs;
import dev.vouch.messages.ProspectiveParachainsMessage.CandidateBacked;
import dev.vouch.messages.ProspectiveParachainsMessage.GetBackableCandidates;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.GetProspectiveValidationData;
import dev.vouch.messages.ProspectiveParachainsMessage.HypotheticalMemberships;
import dev.vouch.messages.ProspectiveParachainsMessage.IntroduceSecondedCandidate;
import dev.vouch.messages.ProspectiveParachainsMessage.Introduced;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, per para and relay chain block, the candidates that have a future (neighbours spec 1).
 *
 * <p>State: one {@link TrackedBlock} for every block that was a leaf and is in the scheduling scope
 * of an active leaf, so at most lookahead × forks of them. A failing para is skipped, the other
 * paras of the leaf are kept, and deactivations always run (PP-q2 mended).
 */
public final class ProspectiveParachains extends SerialSubsystem {
  private final Map<Hash, TrackedBlock> tracked = new LinkedHashMap<>();
  private final Set<Hash> activeLeaves = new LinkedHashSet<>();
  private final RelayParents relayParents;
  private final LeafActivation activation;
  private final Memberships memberships;
  private final ValidationDataSearch validationData;

  public ProspectiveParachains() {
    Asker asker = this::ask;
    this.relayParents = new RelayParents(asker);
    this.activation = new LeafActivation(asker, relayParents);
    this.memberships = new Memberships(tracked, activeLeaves, relayParents);
    this.validationData = new ValidationDataSearch(tracked, activeLeaves, relayParents);
  }

  @Override
  public SubsystemName name() {
    return SubsystemName.PROSPECTIVE_PARACHAINS;
  }

  @Override
  protected Pending<Done> onSignal(OverseerSignal signal) {
    return switch (signal) {
      case OverseerSignal.ActiveLeaves update -> onActiveLeaves(update);
      case OverseerSignal.BlockFinalized f -> Pending.done();
      case OverseerSignal.Conclude c -> Pending.done();
    };
  }

  private Pending<Done> onActiveLeaves(OverseerSignal.ActiveLeaves update) {
    Pending<Done> activated =
        update
            .activated()
            .filter(leaf -> !update.deactivated().contains(leaf.hash()))
            .filter(leaf -> !activeLeaves.contains(leaf.hash()))
            .map(this::activate)
            .orElseGet(Pending::done);
    return activated.map(
        done -> {
          update.deactivated().forEach(activeLeaves::remove);
          prune();
          return done;
        });
  }

  private Pending<Done> activate(OverseerSignal.ActivatedLeaf leaf) {
    return activation
        .build(leaf, tracked)
        .map(
            built -> {
              built.ifPresent(
                  block -> {
                    mergeOlder(block, tracked.put(leaf.hash(), block));
                    activeLeaves.add(leaf.hash());
                  });
              return Done.DONE;
            });
  }

  /** PP-7: a block that was a leaf before keeps what was known under it alone. */
  private static void mergeOlder(TrackedBlock block, @Nullable TrackedBlock older) {
    if (older != null) {
      block
          .chains()
          .forEach(
              (para, chain) ->
                  Optional.ofNullable(older.chains().get(para)).ifPresent(chain::merge));
    }
  }

  private void prune() {
    Set<Hash> inScope =
        activeLeaves.stream()
            .map(tracked::get)
            .filter(Objects::nonNull)
            .flatMap(block -> block.scheduling().blocks().stream())
            .collect(Collectors.toSet());
    tracked.keySet().retainAll(inScope);
  }

  @Override
  protected Pending<Done> onMessage(Message message, Optional<ReplyTo> replyTo) {
    if (!(message instanceof ProspectiveParachainsMessage request)) {
      fail(replyTo, Failure.Kind.BAD_REQUEST, "not for prospective parachains: " + message);
      return Pending.done();
    }
    return switch (request) {
      case IntroduceSecondedCandidate introduce ->
          introduce(introduce).map(accepted -> answer(replyTo, new Introduced(accepted)));
      case CandidateBacked(var para, var hash) -> {
        chainsOf(para).stream()
            .filter(chain -> !chain.isBacked(hash))
            .forEach(chain -> chain.candidateBacked(hash));
        yield Pending.done();
      }
      case GetBackableCandidates get -> Pending.of(answer(replyTo, backable(get)));
      case GetHypotheticalMembership get ->
          memberships.of(get).map(list -> answer(replyTo, new HypotheticalMemberships(list)));
      case GetProspectiveValidationData get ->
          validationData
              .find(get)
              .map(pvd -> answer(replyTo, new RuntimeApiMessage.ValidationData(pvd)));
    };
  }

  private Done answer(Optional<ReplyTo> replyTo, Answer answer) {
    reply(replyTo, answer);
    return Done.DONE;
  }

  private List<FragmentChain> chainsOf(ParaId para) {
    return tracked.values().stream()
        .map(block -> block.chains().get(para))
        .filter(Objects::nonNull)
        .toList();
  }

  /** PP-8: offered to every tracked block, active or not. */
  private Pending<Boolean> introduce(IntroduceSecondedCandidate introduce) {
    Checked<CandidateEntry> built =
        CandidateEntry.of(introduce.receipt().hash(), introduce.receipt(), introduce.pvd(), false);
    if (!(built instanceof Checked.Ok<CandidateEntry>(CandidateEntry entry))) {
      return Pending.of(false);
    }
    boolean[] accepted = {false};
    return Pending.forEach(
            List.copyOf(tracked.keySet()),
            hash -> {
              TrackedBlock block = tracked.get(hash);
              FragmentChain chain =
                  block == null ? null : block.chains().get(introduce.candidatePara());
              if (block == null || chain == null) {
                return Pending.done();
              }
              return relayParents
                  .hold(hash, block.session(), introduce.receipt().descriptor(), entry)
                  .map(
                      holds -> {
                        accepted[0] |= holds && takes(chain, entry);
                        return Done.DONE;
                      });
            })
        .map(done -> accepted[0]);
  }

  private static boolean takes(FragmentChain chain, CandidateEntry entry) {
    return chain.tryAddingSeconded(entry).map(FragmentChain::isAlreadyKnown).orElse(true);
  }

  private BackableRefs backable(GetBackableCandidates get) {
    TrackedBlock block = activeLeaves.contains(get.leaf()) ? tracked.get(get.leaf()) : null;
    FragmentChain chain = block == null ? null : block.chains().get(get.para());
    if (chain == null) {
      return new BackableRefs(List.of());
    }
    return new BackableRefs(
        chain.findBackableChain(get.ancestors(), Integer.toUnsignedLong(get.count())).stream()
            .map(e -> new BackableCandidateRef(e.candidateHash(), e.schedulingParent()))
            .toList());
  }

  @Override
  public String digest() {
    StringBuilder digest = new StringBuilder(name().label());
    tracked.forEach(
        (hash, block) -> {
          digest.append('\n').append(hash.toHex()).append(activeLeaves.contains(hash) ? " *" : "");
          block
              .chains()
              .forEach(
                  (para, chain) ->
                      digest
                          .append('\n')
                          .append(para)
                          .append(' ')
                          .append(Arrays.toString(chain.bestChain().toArray()))
                          .append(Arrays.toString(chain.unconnectedCandidates().toArray())));
        });
    return digest.toString();
  }
}
