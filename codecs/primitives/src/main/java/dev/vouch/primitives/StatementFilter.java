package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * Statements of a group: bit p is the p-th member (wire 3.4). In a manifest a 1 says "known", in a
 * request "do not send".
 */
public record StatementFilter(BitList secondedInGroup, BitList validatedInGroup) {
  /** Fields in this order. */
  public static final Codec<StatementFilter> CODEC =
      Codec.of(
          "StatementFilter",
          (v, out) -> {
            BitList.CODEC.encode(v.secondedInGroup, out);
            BitList.CODEC.encode(v.validatedInGroup, out);
          },
          in ->
              new StatementFilter(
                  in.field("seconded_in_group", BitList.CODEC),
                  in.field("validated_in_group", BitList.CODEC)));

  /** A filter of {@code groupSize} members without a set bit. */
  public static StatementFilter blank(int groupSize) {
    return new StatementFilter(BitList.zeros(groupSize), BitList.zeros(groupSize));
  }

  /** Whether both halves have exactly {@code groupSize} bits. */
  public boolean hasLength(int groupSize) {
    return secondedInGroup.length() == groupSize && validatedInGroup.length() == groupSize;
  }

  /** Members with either bit set. */
  public int backingValidators() {
    int count = 0;
    for (int i = 0; i < Math.max(secondedInGroup.length(), validatedInGroup.length()); i++) {
      count += isSet(secondedInGroup, i) || isSet(validatedInGroup, i) ? 1 : 0;
    }
    return count;
  }

  /** Whether some member seconded. */
  public boolean hasSeconded() {
    return secondedInGroup.count() > 0;
  }

  private static boolean isSet(BitList bits, int index) {
    return index < bits.length() && bits.get(index);
  }
}
