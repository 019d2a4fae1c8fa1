package dev.vouch.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.DisputeOffenceKind;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.LegacyDisputeOffenceKind;
import dev.vouch.primitives.LegacyPendingSlashes;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.RelayParentInfo;
import dev.vouch.primitives.RuntimeVersion;
import dev.vouch.primitives.ScheduledCore;
import dev.vouch.primitives.ValidatorGroups;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every function of wire 4.2: names and versions, round trips, literals, hostile bytes. */
class RuntimeFunctionsTest {
  private static final int ROUNDS = 20;
  private static final long SEED = Long.getLong("vouch.seed", 4);

  /** Names by the version that brought them (wire 4.2). */
  private static final String TABLE =
      """
      1 validators validator_groups availability_cores persisted_validation_data
      1 assumed_validation_data check_validation_outputs session_index_for_child validation_code
      1 candidate_pending_availability candidate_events dmq_contents
      1 inbound_hrmp_channels_contents validation_code_by_hash on_chain_votes
      2 session_info submit_pvf_check_statement pvfs_require_precheck validation_code_hash
      3 disputes
      4 session_executor_params
      5 unapplied_slashes key_ownership_proof submit_report_dispute_lost
      6 minimum_backing_votes
      7 para_backing_state async_backing_params
      8 disabled_validators
      9 node_features
      10 approval_voting_params
      11 claim_queue candidates_pending_availability
      12 validation_code_bomb_limit
      13 backing_constraints scheduling_lookahead
      14 para_ids
      15 unapplied_slashes_v2
      16 max_relay_parent_session_age ancestor_relay_parent_info
      """;

  private record Entry(RuntimeFunction<?, ?> function, Type arguments, Type result) {}

  @Test
  void namesAndVersionsAreThoseOfTheTable() {
    List<String> expected = new ArrayList<>();
    TABLE
        .lines()
        .forEach(
            line -> {
              List<String> words = Arrays.asList(line.split(" ", -1));
              words
                  .subList(1, words.size())
                  .forEach(name -> expected.add("ParachainHost_" + name + " " + words.getFirst()));
            });
    assertThat(ParachainHost.all().stream().map(f -> f.method() + " " + f.since()))
        .containsExactlyElementsOf(expected)
        .hasSize(38);
  }

  @TestFactory
  Stream<DynamicTest> everyFunctionsArgumentsAndResultSurviveARoundTrip() {
    return entries().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.function.method(),
                    () -> {
                      roundTrip(entry.function.argumentCodec(), entry.arguments);
                      roundTrip(entry.function.resultCodec(), entry.result);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> garbageEndsInAValueOrAScaleException() {
    return entries().stream()
        .map(entry -> dynamicTest(entry.function.method(), () -> hostile(entry)));
  }

  @Test
  void aFunctionWithoutArgumentsRefusesAnyAndOthersTolerateWhatIsLeftOver() throws ScaleException {
    assertThat(ParachainHost.VALIDATORS.arguments(Bytes.EMPTY)).isEqualTo(new Nothing());
    assertThatThrownBy(() -> ParachainHost.VALIDATORS.arguments(Bytes.fromHex("00")))
        .isInstanceOf(ScaleException.class)
        .hasMessage("1 bytes left over at offset 0");
    assertThat(ParachainHost.SESSION_INFO.arguments(Bytes.fromHex("0700000099"))).isEqualTo(7);
    assertThat(ParachainHost.MINIMUM_BACKING_VOTES.result(Bytes.fromHex("02000000ffff")))
        .isEqualTo(2);
  }

  @Test
  void aFailureNamesTypeFieldAndOffset() {
    Bytes cut =
        ParachainHost.ANCESTOR_RELAY_PARENT_INFO
            .call(new RelayParentInSession(7, TestHashes.filled(0x11)))
            .arguments()
            .slice(0, 35);
    assertThatThrownBy(() -> ParachainHost.ANCESTOR_RELAY_PARENT_INFO.arguments(cut))
        .isInstanceOf(ScaleException.class)
        .hasMessage("RelayParentInSession.relay_parent: needs 32 bytes, 31 left at offset 4");
  }

  @Test
  void apisHaveTheIdsOfTheSpecification() {
    assertThat(RuntimeApi.PARACHAIN_HOST.id().toHex()).isEqualTo("af2c0297a23e6d3d");
    assertThat(RuntimeApi.PARACHAIN_HOST.id()).isEqualTo(RuntimeVersion.PARACHAIN_HOST);
    assertThat(RuntimeApi.CORE.id().toHex()).isEqualTo("df6acb689907609b");
    assertThat(RuntimeApi.BABE.id().toHex()).isEqualTo("cbca25e39f142387");
    assertThat(RuntimeApi.AUTHORITY_DISCOVERY.id().toHex()).isEqualTo("687ad44ad37f03c2");
    assertThat(OtherFunctions.VERSION.method()).isEqualTo("Core_version");
    assertThat(OtherFunctions.AUTHORITIES.method()).isEqualTo("AuthorityDiscoveryApi_authorities");
  }

  @Test
  void argumentsOfPersistedValidationDataAreTheLiteralOfSection87() {
    StateCall call =
        ParachainHost.PERSISTED_VALIDATION_DATA.call(
            new ParaAndAssumption(new ParaId(2000), OccupiedCoreAssumption.TIMED_OUT));
    assertThat(call)
        .isEqualTo(
            new StateCall("ParachainHost_persisted_validation_data", Bytes.fromHex("d007000001")));
    assertThat(call.argumentsHex()).isEqualTo("0xd007000001");
  }

  @Test
  void resultOfValidatorGroupsIsTheLiteralOfSection87() throws ScaleException {
    ValidatorGroups groups =
        new ValidatorGroups(
            List.of(
                List.of(new ValidatorIndex(0), new ValidatorIndex(1)),
                List.of(new ValidatorIndex(2))),
            new GroupRotationInfo(10, 5, 15));
    both(
        ParachainHost.VALIDATOR_GROUPS,
        groups,
        "0808000000000100000004020000000a000000050000000f000000");
  }

  @Test
  void resultOfClaimQueueIsTheLiteralOfSection87() throws ScaleException {
    SortedMap<CoreIndex, List<ParaId>> cores = new TreeMap<>();
    cores.put(new CoreIndex(0), List.of(new ParaId(2000), new ParaId(2000)));
    cores.put(new CoreIndex(1), List.of());
    both(
        ParachainHost.CLAIM_QUEUE, new ClaimQueue(cores), "080000000008d0070000d00700000100000000");
  }

  @Test
  void resultOfAvailabilityCoresIsMadeOfTheLiteralsOfSection87() throws ScaleException {
    both(
        ParachainHost.AVAILABILITY_CORES,
        List.of(
            new CoreState.Scheduled(new ScheduledCore(new ParaId(2000), Optional.empty())),
            new CoreState.Free()),
        "08" + "01d007000000" + "02");
  }

  @Test
  void resultOfNodeFeaturesIsTheLiteralOfSection87() throws ScaleException {
    both(
        ParachainHost.NODE_FEATURES,
        NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3),
        "1410");
  }

  @Test
  void argumentsOfAncestorRelayParentInfoAreTheLiteralOfSection810() {
    assertThat(
            ParachainHost.ANCESTOR_RELAY_PARENT_INFO
                .call(new RelayParentInSession(7, TestHashes.filled(0x11)))
                .arguments()
                .toHex())
        .isEqualTo("070000001111111111111111111111111111111111111111111111111111111111111111");
  }

  @Test
  void resultOfAncestorRelayParentInfoIsTheLiteralOfSection810() throws ScaleException {
    both(
        ParachainHost.ANCESTOR_RELAY_PARENT_INFO,
        Optional.of(new RelayParentInfo(100, TestHashes.filled(0x22))),
        "01640000002222222222222222222222222222222222222222222222222222222222222222");
  }

  @Test
  void slashesOfAnOldRuntimeReadAsThoseOfToday() {
    for (LegacyDisputeOffenceKind kind : LegacyDisputeOffenceKind.values()) {
      LegacyUnappliedSlashes old =
          new LegacyUnappliedSlashes(
              7, TestHashes.candidate(1), new LegacyPendingSlashes(new TreeMap<>(), kind));
      assertThat(old.toCurrent().slashes().kind())
          .isEqualTo(
              kind == LegacyDisputeOffenceKind.FOR_INVALID
                  ? DisputeOffenceKind.FOR_INVALID_BACKED
                  : DisputeOffenceKind.AGAINST_VALID);
    }
  }

  private static <R> void both(RuntimeFunction<?, R> function, R value, String hex)
      throws ScaleException {
    assertThat(function.encodeResult(value).toHex()).isEqualTo(hex);
    assertThat(function.result(Bytes.fromHex(hex))).isEqualTo(value);
  }

  @SuppressWarnings("unchecked") // The random value is made for the codec's own type argument.
  private static void roundTrip(Codec<?> codec, Type type) throws ScaleException {
    Codec<Object> objects = (Codec<Object>) codec;
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      Object value = new RandomValues(seed).next(type);
      assertThat(objects.decodeAll(objects.encodeToBytes(value)))
          .as("seed %d", seed)
          .isEqualTo(value);
    }
  }

  private static void hostile(Entry entry) {
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      RandomValues random = new RandomValues(seed);
      Bytes noise = random.bytes(random.between(0, 300));
      byte[] damaged = damaged(entry, random);
      for (Bytes bytes : List.of(noise, Bytes.wrap(damaged))) {
        onlyScaleException(() -> entry.function.arguments(bytes), seed, bytes);
        onlyScaleException(() -> entry.function.result(bytes), seed, bytes);
      }
    }
  }

  @SuppressWarnings("unchecked") // The random value is made for the codec's own type argument.
  private static byte[] damaged(Entry entry, RandomValues random) {
    Codec<Object> codec = (Codec<Object>) entry.function.resultCodec();
    byte[] bytes = codec.encodeToBytes(random.next(entry.result)).toArray();
    for (int i = 0; i < 3 && bytes.length > 0; i++) {
      bytes[random.between(0, bytes.length)] ^= (byte) (1 << random.between(0, 8));
    }
    return Arrays.copyOf(bytes, random.between(0, bytes.length + 1));
  }

  private interface Decode {
    Object run() throws ScaleException;
  }

  private static void onlyScaleException(Decode decode, long seed, Bytes bytes) {
    try {
      assertThat(decode.run()).isNotNull();
    } catch (ScaleException e) {
      assertThat(e.offset()).as("seed %d", seed).isBetween(0, bytes.length());
    }
  }

  private static List<Entry> entries() {
    return Stream.of(ParachainHost.class, OtherFunctions.class)
        .flatMap(holder -> Arrays.stream(holder.getDeclaredFields()))
        .filter(field -> field.getType() == RuntimeFunction.class)
        .map(RuntimeFunctionsTest::entry)
        .toList();
  }

  private static Entry entry(Field field) {
    Type[] types = ((ParameterizedType) field.getGenericType()).getActualTypeArguments();
    try {
      return new Entry((RuntimeFunction<?, ?>) field.get(null), types[0], types[1]);
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
