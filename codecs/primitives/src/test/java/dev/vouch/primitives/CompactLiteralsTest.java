package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.scale.Scale;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The literal compact integers (wire 1.2). */
class CompactLiteralsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "63, fc",
    "64, 0101",
    "16383, fdff",
    "16384, 02000100",
    "1073741823, feffffff",
    "1073741824, 0300000040",
    "4294967295, 03ffffffff",
    "4294967296, 070000000001",
    "1099511627776, 0b000000000001",
    "281474976710656, 0f00000000000001",
    "72057594037927935, 0fffffffffffffff",
    "72057594037927936, 130000000000000001",
    "18446744073709551615, 13ffffffffffffffff"
  })
  void aCompactIntegerHasExactlyOneForm(String number, String hex) throws ScaleException {
    BigInteger value = new BigInteger(number);
    assertThat(Scale.COMPACT_U64.encodeToBytes(value.longValue()).toHex()).isEqualTo(hex);
    assertThat(Scale.COMPACT_U128.encodeToBytes(value).toHex()).isEqualTo(hex);
    assertThat(Scale.COMPACT_U64.decodeAll(Bytes.fromHex(hex))).isEqualTo(value.longValue());
    assertThat(Scale.COMPACT_U128.decodeAll(Bytes.fromHex(hex))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0100", "fd00", "02000000", "feff0000", "03ffffff3f", "070000000000"})
  void aLongerFormThanNeededIsRefused(String hex) {
    assertThatThrownBy(() -> Scale.COMPACT_U64.decode(Bytes.fromHex(hex)))
        .isInstanceOf(ScaleException.class)
        .hasMessageContaining("at offset 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"070000000001", "13ffffffffffffffff", "33000000000000000000000000000001"})
  void aCollectionLengthOfMoreThan32BitsIsRefused(String hex) {
    assertThatThrownBy(() -> new ScaleReader(Bytes.fromHex(hex)).compactU32())
        .isInstanceOf(ScaleException.class)
        .hasMessageContaining("more than its type");
  }
}
