package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.RELAY_PARENT;
import static dev.vouch.core.validation.ValidationBench.hash;
import static dev.vouch.core.validation.ValidationBench.repeat;

import dev.vouch.messages.BlobRef;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidationCodeHash;
import java.util.List;
import java.util.Optional;

/** What tests of leaves share. */
final class LeafCases {
  static final PublicKey ALICE = PublicKey.of(repeat(0xa1, 32));

  private LeafCases() {}

  static ValidationBench bench(int perBlock, PublicKey authority, PublicKey validator) {
    ValidationBench bench =
        new ValidationBench(new ValidationConfig(true, 200, perBlock, List.of(ALICE)));
    bench
        .outside
        .answer(
            RuntimeApiMessage.Authorities.class,
            r -> new RuntimeApiMessage.AuthoritySet(List.of(authority)))
        .answer(
            RuntimeApiMessage.GetSessionInfo.class,
            r -> new RuntimeApiMessage.Session(Optional.of(info(validator))))
        .answer(
            SignerMessage.GetValidatorKeys.class,
            r -> new SignerMessage.ValidatorKeys(List.of(ALICE)))
        .answer(
            RuntimeApiMessage.GetCandidateEvents.class,
            r -> new RuntimeApiMessage.Events(List.of(backed(1), backed(2), backed(3))))
        .answer(
            RuntimeApiMessage.ValidationCodeByHash.class,
            r -> new RuntimeApiMessage.Code(Optional.of(new BlobRef(r.codeHash().value(), 9))));
    return bench;
  }

  static SessionInfo info(PublicKey validator) {
    return new SessionInfo(
        List.of(),
        Hash.ZERO,
        6,
        List.of(validator),
        List.of(validator),
        List.of(),
        List.of(),
        1,
        0,
        0,
        0,
        0,
        0);
  }

  static CandidateEvent backed(int code) {
    return new CandidateEvent.CandidateBacked(
        new CandidateReceipt(
            ValidationBench.builder(RELAY_PARENT)
                .validationCodeHash(new ValidationCodeHash(hash(code)))
                .v2(new CoreIndex(0), 1),
            Hash.ZERO),
        ValidationBench.HEAD,
        new CoreIndex(0),
        new GroupIndex(0));
  }
}
