package dev.vouch.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.DisputeStatementSet;
import dev.vouch.primitives.testing.TestCandidate;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private static final Codec<List<Integer>> AT_MOST_TWO = Codec.vec(Scale.U8, 2);
  private static final Codec<SortedMap<Integer, Integer>> MAP = Codec.map(Scale.U8, Scale.U8);

  private enum Light {
    RED,
    GREEN
  }

  @Test
  void aFailureNamesTypeFieldPathAndOffset() {
    Bytes encoded =
        CommittedCandidateReceipt.CODEC.encodeToBytes(TestCandidate.valid().committed());
    ScaleException e =
        failure(CommittedCandidateReceipt.CODEC, encoded.slice(0, encoded.length() - 1));
    assertThat(e.type()).isEqualTo("CommittedCandidateReceipt");
    assertThat(e.path()).isEqualTo("commitments.hrmp_watermark");
    assertThat(e.offset()).isEqualTo(encoded.length() - 4);
    assertThat(e.reason()).isEqualTo("needs 4 bytes, 3 left");
    assertThat(e)
        .hasMessage(
            "CommittedCandidateReceipt.commitments.hrmp_watermark: needs 4 bytes, 3 left at offset "
                + e.offset());
    assertThat(e.getStackTrace()).isEmpty();
  }

  @Test
  void aFailureNamesTheElementOfAList() {
    String vote = "0000" + "00000000" + "00".repeat(64);
    String set = "00".repeat(32) + "00000000" + "08" + vote + "0007" + "00".repeat(68);
    ScaleException e = failure(DisputeStatementSet.CODEC, Bytes.fromHex(set));
    assertThat(e.path()).isEqualTo("statements[1].statement.statement");
    assertThat(e.reason()).isEqualTo("unknown variant 7");
    assertThat(e.offset()).isEqualTo(32 + 4 + 1 + 70 + 1);
  }

  @Test
  void bytesLeftOverAreToleratedOrRefusedAsAsked() throws ScaleException {
    Bytes two = Bytes.fromHex("0102");
    assertThat(Scale.U8.decode(two)).isEqualTo(1);
    assertThatThrownBy(() -> Scale.U8.decodeAll(two))
        .isInstanceOf(ScaleException.class)
        .hasMessage("1 bytes left over at offset 1");
  }

  @Test
  void aBooleanAndAnOptionAreOneOfTwoBytes() throws ScaleException {
    Codec<Optional<Boolean>> option = Codec.option(Scale.BOOL);
    assertThat(option.decodeAll(Bytes.fromHex("00"))).isEmpty();
    assertThat(option.decodeAll(Bytes.fromHex("0101"))).hasValue(true);
    assertThat(failure(option, Bytes.fromHex("02")).offset()).isZero();
    assertThat(failure(option, Bytes.fromHex("0102")).offset()).isEqualTo(1);
  }

  @Test
  void aCountThatCannotFitIsRefusedBeforeAnythingIsAllocated() {
    ScaleException e = failure(Scale.U32S, Bytes.fromHex("feffffff" + "00".repeat(10)));
    assertThat(e.reason()).isEqualTo("1073741823 elements do not fit into the 10 bytes left");
    assertThat(failure(Bytes.CODEC, Bytes.fromHex("03ffffffff")).offset()).isZero();
  }

  private record Chain(Optional<Chain> next) {
    static final Codec<Chain> CODEC =
        Codec.of(
            "Chain",
            (v, out) -> Codec.option(Chain.CODEC).encode(v.next, out),
            in -> new Chain(in.field("next", Codec.option(Chain.CODEC))));
  }

  @Test
  void aTypeThatRefersToItselfIsStoppedBeforeTheStackIs() throws ScaleException {
    Bytes shallow = Bytes.fromHex("01".repeat(31) + "00");
    assertThat(Chain.CODEC.encodeToBytes(Chain.CODEC.decodeAll(shallow))).isEqualTo(shallow);
    ScaleException e = failure(Chain.CODEC, Bytes.fromHex("01".repeat(1_000_000)));
    assertThat(e.reason()).isEqualTo("nested deeper than 64");
    assertThat(e.offset()).isEqualTo(32);
    Codec<List<Object>> lists = new Lists();
    assertThat(failure(lists, Bytes.fromHex("04".repeat(1_000_000))).reason())
        .isEqualTo("nested deeper than 64");
  }

  /** Lists of lists of lists. */
  private static final class Lists implements Codec<List<Object>> {
    @Override
    public void encode(List<Object> value, ScaleWriter out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Object> decode(ScaleReader in) throws ScaleException {
      return List.copyOf(Codec.vec(this).decode(in));
    }
  }

  @Test
  void aBoundedListIsRefusedAboveItsBoundInBothDirections() throws ScaleException {
    assertThat(AT_MOST_TWO.decodeAll(Bytes.fromHex("080102"))).containsExactly(1, 2);
    assertThat(failure(AT_MOST_TWO, Bytes.fromHex("0c010203")).reason())
        .isEqualTo("3 elements, at most 2");
    assertThatThrownBy(() -> AT_MOST_TWO.encodeToBytes(List.of(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mapsAndSetsAreReadInAnyOrderAndWrittenAscending() throws ScaleException {
    SortedMap<Integer, Integer> map = MAP.decodeAll(Bytes.fromHex("0c020a010b020c"));
    assertThat(map).isEqualTo(new TreeMap<>(Map.of(1, 11, 2, 12)));
    assertThat(MAP.encodeToBytes(map).toHex()).isEqualTo("08010b020c");
    TreeMap<Integer, Integer> descending = new TreeMap<>(Collections.reverseOrder());
    descending.putAll(map);
    assertThat(MAP.encodeToBytes(descending).toHex()).isEqualTo("08010b020c");
    Codec<SortedSet<Integer>> set = Codec.set(Scale.U8);
    SortedSet<Integer> decoded = set.decodeAll(Bytes.fromHex("0c050105"));
    assertThat(decoded).containsExactly(1, 5);
    SortedSet<Integer> backwards = new TreeSet<>(Collections.reverseOrder());
    backwards.addAll(decoded);
    assertThat(set.encodeToBytes(backwards).toHex()).isEqualTo("080105");
  }

  @Test
  void constantsAreTheirPositions() throws ScaleException {
    Codec<Light> codec = Codec.constants(Light.values());
    assertThat(codec.encodeToBytes(Light.GREEN).toHex()).isEqualTo("01");
    assertThat(codec.decodeAll(Bytes.fromHex("00"))).isEqualTo(Light.RED);
    assertThat(failure(codec, Bytes.fromHex("02")).reason()).isEqualTo("unknown variant 2");
  }

  @Test
  void aStringMustBeUtf8() throws ScaleException {
    assertThat(Scale.STRING.decodeAll(Bytes.fromHex("08c3a4"))).isEqualTo("ä");
    assertThat(failure(Scale.STRING, Bytes.fromHex("08c328")).reason())
        .isEqualTo("a string must be UTF-8");
  }

  @Test
  void anUnsignedNumberOutOfRangeIsOurOwnMistake() {
    ScaleWriter out = new ScaleWriter();
    assertThatThrownBy(() -> out.u8(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u16(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u128(BigInteger.ONE.shiftLeft(128)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.compact(BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scale.COMPACT_U32.encodeToBytes(1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out.length()).isZero();
  }

  @Test
  void theWriterGrowsAsNeeded() {
    ScaleWriter out = new ScaleWriter(1);
    out.raw(new byte[100]).u64(-1).raw(Bytes.fromHex("0102"));
    assertThat(out.toBytes().toHex()).isEqualTo("00".repeat(100) + "ff".repeat(8) + "0102");
  }

  private static ScaleException failure(Codec<?> codec, Bytes input) {
    return catchThrowableOfType(ScaleException.class, () -> codec.decode(input));
  }
}
