package dev.vouch.sim;

import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.devnet.collator.Collation;
import dev.vouch.devnet.collator.Collator;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.ValidatorIndex;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The collators of a world: the next block on a leaf, honest or with a block that is wrong. */
final class Collations {
  private final List<ParaId> paras;
  private final int validators;
  private final Map<ParaId, Collator> collators;

  Collations(List<ParaId> paras, int validators) {
    this.paras = List.copyOf(paras);
    this.validators = validators;
    this.collators =
        paras.stream()
            .collect(
                Collectors.toMap(
                    para -> para,
                    para -> new Collator(para, TestPara.of(para), Collations::erasureRoot)));
  }

  /** A collation with the group that it is for. */
  record Offer(CandidateBackingMessage.Second second, Bytes pov, List<ValidatorIndex> group) {}

  List<Bytes> codes() {
    return paras.stream().map(para -> TestPara.of(para).code()).distinct().toList();
  }

  static BlobRef codeRef(TestPara kind) {
    return World.ref(kind.code());
  }

  static Hash erasureRoot(AvailableData data, int validators) {
    try {
      return ErasureRoot.of(validators, data);
    } catch (ErasureException e) {
      throw new IllegalStateException("the erasure code refuses our own data", e);
    }
  }

  Optional<Offer> offer(RuntimeAnswers runtime, RelayBlock leaf, ParaId para, boolean wrong) {
    CoreIndex core = new CoreIndex(paras.indexOf(para));
    RuntimeApiMessage.Groups groups =
        answer(runtime, new RuntimeApiMessage.ValidatorGroups(leaf.hash()));
    Optional<PersistedValidationData> pvd = runtime.validationData(leaf.hash(), para);
    if (groups == null || pvd.isEmpty()) {
      return Optional.empty();
    }
    int group = groups.rotation().groupForCore(core, groups.groups().size()).value();
    Collation honest =
        Objects.requireNonNull(collators.get(para))
            .collate(
                pvd.orElseThrow(),
                new Collator.Slot(leaf.hash(), core, leaf.session(), validators));
    Collation collation = wrong ? spoil(honest, core, leaf.session()) : honest;
    return Optional.of(
        new Offer(
            new CandidateBackingMessage.Second(
                leaf.hash(), collation.receipt(), collation.pvd(), World.ref(collation.pov())),
            collation.pov(),
            groups.groups().get(group)));
  }

  private static RuntimeApiMessage.Groups answer(
      RuntimeAnswers runtime, RuntimeApiMessage.ValidatorGroups call) {
    return runtime.answer(call) instanceof Outcome.Answered<?>(Object answer)
            && answer instanceof RuntimeApiMessage.Groups groups
        ? groups
        : new RuntimeApiMessage.Groups(
            List.of(), new dev.vouch.primitives.GroupRotationInfo(0, 1, 0));
  }

  /** Everything fits but the block: only running the PVF can tell. */
  private Collation spoil(Collation honest, CoreIndex core, long session) {
    try {
      byte[] block = PoV.CODEC.decodeAll(honest.pov()).blockData().toArray();
      block[0] ^= 1;
      PoV pov = new PoV(Bytes.wrap(block));
      CandidateDescriptor from = honest.receipt().descriptor();
      CandidateDescriptor spoiled =
          CandidateDescriptor.builder(from.paraId(), from.relayParent())
              .persistedValidationDataHash(from.persistedValidationDataHash())
              .povHash(pov.hash())
              .erasureRoot(erasureRoot(new AvailableData(pov, honest.pvd()), validators))
              .paraHead(from.paraHead())
              .validationCodeHash(from.validationCodeHash())
              .v2(core, session);
      return new Collation(
          new CandidateReceipt(spoiled, honest.receipt().commitmentsHash()),
          honest.pvd(),
          PoV.CODEC.encodeToBytes(pov));
    } catch (dev.vouch.scale.ScaleException e) {
      throw new IllegalStateException(e);
    }
  }
}
