package dev.vouch.scale;

import java.math.BigInteger;
import java.util.List;

/** Codecs of the integers, booleans and strings (wire 1.1, 1.2, 1.5). */
public final class Scale {
  /** An unsigned byte. */
  public static final Codec<Integer> U8 = Codec.of((v, out) -> out.u8(v), ScaleReader::u8);

  /** An unsigned 16-bit integer. */
  public static final Codec<Integer> U16 = Codec.of((v, out) -> out.u16(v), ScaleReader::u16);

  /** An unsigned 32-bit integer as a {@code long} in 0..2^32-1. */
  public static final Codec<Long> U32 = Codec.of((v, out) -> out.u32((long) v), ScaleReader::u32);

  /** The bits of an unsigned 64-bit integer. */
  public static final Codec<Long> U64 = Codec.of((v, out) -> out.u64(v), ScaleReader::u64);

  /** An unsigned 128-bit integer. */
  public static final Codec<BigInteger> U128 = Codec.of((v, out) -> out.u128(v), ScaleReader::u128);

  /** A boolean. */
  public static final Codec<Boolean> BOOL = Codec.of((v, out) -> out.bool(v), ScaleReader::bool);

  /** A string in UTF-8. */
  public static final Codec<String> STRING =
      Codec.of((v, out) -> out.string(v), ScaleReader::string);

  /** A compact integer of at most 32 bits. */
  public static final Codec<Long> COMPACT_U32 =
      Codec.of(
          (v, out) -> {
            if (v >>> 32 != 0) {
              throw new IllegalArgumentException(v + " is not in 0..2^32-1");
            }
            out.compact((long) v);
          },
          ScaleReader::compactU32);

  /** The bits of a compact integer of at most 64 bits. */
  public static final Codec<Long> COMPACT_U64 =
      Codec.of((v, out) -> out.compact((long) v), ScaleReader::compactU64);

  /** A compact integer of at most 128 bits. */
  public static final Codec<BigInteger> COMPACT_U128 =
      Codec.of((v, out) -> out.compact(v), ScaleReader::compactU128);

  /** {@code Vec<u32>}. */
  public static final Codec<List<Long>> U32S = Codec.vec(U32);

  private Scale() {}
}
