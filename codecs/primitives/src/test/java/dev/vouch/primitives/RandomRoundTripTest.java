package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every public codec with random values and damaged bytes. The seed is printed on failure; {@code
 * -Dvouch.seed=N} runs one seed again, {@code -Dvouch.rounds=N} more of them.
 */
class RandomRoundTripTest {
  private static final int ROUNDS = Integer.getInteger("vouch.rounds", 40);
  private static final long FIRST_SEED = Long.getLong("vouch.seed", 1);

  /** The types of wire 2, the messages of wire 3 and what wire 4 answers with. */
  private static final String SPECIFIED =
      """
      Hash CandidateHash ValidationCodeHash ParaId ValidatorIndex ChunkIndex CoreIndex
      GroupIndex PublicKey Signature HeadData ValidationCode PoV PersistedValidationData
      OutboundHrmpMessage InboundHrmpMessage InboundDownwardMessage HrmpChannelId
      CandidateCommitments CandidateDescriptor CandidateReceipt CommittedCandidateReceipt
      UmpSignal UmpSignalError ValidityAttestation BackedCandidate CompactStatement Statement
      SignedStatement SignedFullStatement SignedAvailabilityBitfield SigningContext
      ScheduledCore OccupiedCore CoreState OccupiedCoreAssumption GroupRotationInfo ClaimQueue
      CandidateEvent SessionInfo ExecutorParams ExecutorParam ExecutorHostFunction
      ValidationParams ValidationParamsExtension PvfInput ValidationResult AvailableData
      ErasureChunk ChunkProof DisputeStatement ValidDisputeStatement InvalidDisputeStatement
      DisputeStatementSet DisputeState ScrapedOnChainVotes UncheckedDisputeMessage
      DisputeProof PendingSlashes LegacyPendingSlashes DisputeOffenceKind
      LegacyDisputeOffenceKind InherentData BlockHeader ConsensusLog AsyncBackingParams
      OutboundHrmpChannelLimitations UpgradeRestriction UpgradeGoAhead BackingConstraints
      BackingState CandidatePendingAvailability NodeFeatures RelayParentInfo PvfCheckStatement
      View ValidationProtocol BitfieldDistributionMessage StatementDistributionMessage
      BackedCandidateManifest BackedCandidateAcknowledgement StatementFilter
      CollationProtocolV1 CollationProtocolV2 CollationProtocolV3 AdvertiseSegment
      CandidateFingerprint AttestedCandidateRequest AttestedCandidateResponse
      PoVFetchingRequest PoVFetchingResponse CollationFetchingRequestV1
      CollationFetchingRequestV2 CollationFetchingRequestV3 CollationFetchingResponse
      CollationFetchingResponseV3 ChunkFetchingRequest ChunkFetchingResponseV1
      ChunkFetchingResponseV2 AvailableDataFetchingRequest AvailableDataFetchingResponse
      DisputeResponse RuntimeVersion ApiVersion ValidatorGroups
      """;

  @Test
  void everyTypeOfTheSpecificationIsAmongThem() {
    List<String> names = EveryType.all().stream().map(EveryType.Entry::name).toList();
    List<String> specified =
        SPECIFIED.lines().flatMap(line -> Arrays.stream(line.split(" ", -1))).toList();
    assertThat(names).containsAll(specified.stream().map(name -> name + ".CODEC").toList());
    for (String version : List.of("VALIDATION", "COLLATION_V1", "COLLATION_V4")) {
      assertThat(names).contains("WireMessage." + version + "_CODEC");
    }
  }

  @Test
  void everyTypeSurvivesARoundTrip() throws ScaleException {
    for (EveryType.Entry entry : EveryType.all()) {
      for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
        Object value = new RandomValues(seed).next(entry.type());
        Bytes encoded = entry.codec().encodeToBytes(value);
        Object decoded = entry.codec().decodeAll(encoded);
        assertThat(decoded).as("%s, seed %d", entry.name(), seed).isEqualTo(value);
        assertThat(entry.codec().encodeToBytes(decoded))
            .as("%s, seed %d", entry.name(), seed)
            .isEqualTo(encoded);
      }
    }
  }

  @Test
  void everyTruncationIsRefusedInTheEndOrReadsLess() {
    for (EveryType.Entry entry : EveryType.all()) {
      Object value = new RandomValues(FIRST_SEED).next(entry.type());
      Bytes encoded = entry.codec().encodeToBytes(value);
      for (int length = 0; length < encoded.length(); length += 1 + length / 64) {
        Object decoded = onlyScaleException(entry, encoded.slice(0, length), FIRST_SEED);
        assertThat(decoded).as("%s cut to %d", entry.name(), length).isNotEqualTo(value);
      }
    }
  }

  @Test
  void damagedBytesEndInAValueOrAScaleException() {
    for (EveryType.Entry entry : EveryType.all()) {
      for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
        RandomValues random = new RandomValues(seed);
        byte[] raw = entry.codec().encodeToBytes(random.next(entry.type())).toArray();
        for (int i = 0; i < 20; i++) {
          byte[] damaged = raw.clone();
          if (raw.length > 0) {
            int at = random.between(0, raw.length);
            damaged[at] ^= (byte) (1 << random.between(0, 8));
            if (i % 3 == 0) {
              // Looks like the length of something huge.
              Arrays.fill(damaged, at, Math.min(raw.length, at + 5), (byte) 0xff);
              damaged[at] = 3;
            }
          }
          onlyScaleException(entry, Bytes.wrap(damaged), seed);
          onlyScaleException(entry, random.bytes(random.between(0, 200)), seed);
        }
      }
    }
  }

  private static Object onlyScaleException(EveryType.Entry entry, Bytes input, long seed) {
    try {
      Codec<Object> codec = entry.codec();
      Object value = codec.decode(input);
      codec.encodeToBytes(value);
      return value;
    } catch (ScaleException e) {
      assertThat(e.offset()).isBetween(0, input.length());
      assertThat(e.getMessage()).contains(" at offset ");
      return e;
    } catch (RuntimeException | Error e) {
      return fail("%s, seed %d, input %s: %s", entry.name(), seed, input.toHex(), e);
    }
  }
}
