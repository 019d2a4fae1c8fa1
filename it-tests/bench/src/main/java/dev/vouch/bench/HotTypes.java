package dev.vouch.bench;

import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ErasureChunk;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.SignedFullStatement;
import dev.vouch.primitives.StatementDistributionMessage;
import dev.vouch.primitives.ValidationParams;
import dev.vouch.primitives.ValidityAttestation;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.scale.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One value of each type that travels much or is large, with its codec. */
final class HotTypes {
  private static final int POV_BYTES = 1 << 20;
  private static final long SEED = 4;

  private static final Map<String, HotType> ALL = new LinkedHashMap<>();

  static {
    TestCandidate candidate = TestCandidate.valid();
    RandomValues random = new RandomValues(SEED, 300, 2000);
    put("CandidateReceipt", CandidateReceipt.CODEC, candidate.receipt());
    put("CommittedCandidateReceipt", CommittedCandidateReceipt.CODEC, candidate.committed());
    put("PersistedValidationData", PersistedValidationData.CODEC, candidate.pvd());
    put("BackedCandidate", BackedCandidate.CODEC, backed(candidate));
    put(
        "SignedFullStatement",
        SignedFullStatement.CODEC,
        new RandomValues(SEED).next(SignedFullStatement.class));
    put(
        "StatementDistributionMessage",
        StatementDistributionMessage.CODEC,
        new RandomValues(SEED).next(StatementDistributionMessage.class));
    put("ErasureChunk", ErasureChunk.CODEC, random.next(ErasureChunk.class));
    put("SessionInfo", SessionInfo.CODEC, random.next(SessionInfo.class));
    put("ValidationParams", ValidationParams.CODEC, random.next(ValidationParams.class));
    put(
        "AvailableData",
        AvailableData.CODEC,
        new AvailableData(new PoV(Bytes.wrap(new byte[POV_BYTES])), candidate.pvd()));
  }

  private HotTypes() {}

  /** A type's codec, a value and its encoding. */
  record HotType(Codec<Object> codec, Object value, Bytes encoded) {}

  static HotType of(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  @SuppressWarnings("unchecked") // The codec is only given its own value.
  private static <T> void put(String name, Codec<T> codec, T value) {
    ALL.put(name, new HotType((Codec<Object>) codec, value, codec.encodeToBytes(value)));
  }

  private static BackedCandidate backed(TestCandidate candidate) {
    return BackedCandidate.build(
        candidate.committed(),
        List.of(
            new ValidityAttestation.Implicit(TestHashes.signature(1)),
            new ValidityAttestation.Explicit(TestHashes.signature(2)),
            new ValidityAttestation.Explicit(TestHashes.signature(3))),
        BitList.of("11010"),
        new CoreIndex(3));
  }
}
