package dev.vouch.topology;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidatorIndex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The grid over which a session's validators gossip (wire 3.7): shuffled by the randomness of the
 * BABE epoch and laid out row by row in a matrix as wide as the root of their number, rounded down.
 * A message takes two hops: along a row, then along a column. Immutable; any thread.
 */
public final class GossipGrid {
  private static final byte[] SEED_PREFIX = "gossipsu".getBytes(StandardCharsets.US_ASCII);

  private final int[] shuffling;
  private final int[] places;
  private final int width;

  private GossipGrid(int[] shuffling) {
    this.shuffling = shuffling;
    this.places = new int[shuffling.length];
    for (int place = 0; place < shuffling.length; place++) {
      places[shuffling[place]] = place;
    }
    this.width = (int) Math.sqrt(shuffling.length);
  }

  /**
   * The others of a validator's row and of its column, each ascending.
   *
   * @param row X neighbours
   * @param column Y neighbours
   */
  public record Neighbours(List<ValidatorIndex> row, List<ValidatorIndex> column) {
    /** Copies the lists. */
    public Neighbours {
      row = List.copyOf(row);
      column = List.copyOf(column);
    }
  }

  /**
   * The grid of a session.
   *
   * @param epochRandomness of the current BABE epoch, as the runtime reports it at the session's
   *     first block
   * @param validators how many the session has, in the order of their discovery keys; at most 2^20
   */
  public static GossipGrid of(Hash epochRandomness, int validators) {
    Hash seed = Hash.of(Hashes.blake2b256(SEED_PREFIX, epochRandomness.bytes().toArray()));
    return new GossipGrid(ChaChaShuffle.order(seed, validators));
  }

  /** How many validators. */
  public int size() {
    return shuffling.length;
  }

  /** The validator at each place of the matrix, row by row. */
  public List<ValidatorIndex> canonicalShuffling() {
    return Arrays.stream(shuffling).mapToObj(ValidatorIndex::new).toList();
  }

  /** The place of a validator in the matrix, counted row by row. */
  public int placeOf(ValidatorIndex validator) {
    if (validator.unsigned() >= places.length) {
      throw new IndexOutOfBoundsException(
          "validator " + validator + " of a grid of " + places.length);
    }
    return places[validator.value()];
  }

  /** Whom a validator gossips with. */
  public Neighbours neighbours(ValidatorIndex validator) {
    int place = placeOf(validator);
    int rowStart = place - place % width;
    int rowEnd = Math.min(rowStart + width, shuffling.length);
    IntStream column = IntStream.iterate(place % width, p -> p < shuffling.length, p -> p + width);
    return new Neighbours(others(IntStream.range(rowStart, rowEnd), place), others(column, place));
  }

  private List<ValidatorIndex> others(IntStream line, int own) {
    return line.filter(place -> place != own)
        .map(place -> shuffling[place])
        .sorted()
        .mapToObj(ValidatorIndex::new)
        .toList();
  }
}
