package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.fuzz.Choices;
import dev.vouch.fuzz.FuzzRun;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;

/**
 * Reconstruction, from chunks of a payload and from chunks that nobody made. Any choice of enough
 * true chunks gives the payload and zeroes; whatever else is given ends in a declared error or in
 * the payload whose systematic chunks are the given ones; exactly enough chunks of any content
 * encode to themselves.
 */
public final class ReconstructFuzz {
  private static final int MAX_VALIDATORS = 300;

  /** Enough for every shape of the code, few enough for thousands of inputs a second. */
  private static final int FEW_VALIDATORS = 40;

  private static final int MAX_CHUNKS = 400;

  /** Rows of the code and their transforms, for the largest code here. */
  private static final long BYTES_AT_LEAST = 4 << 20;

  private static final long BYTES_PER_BYTE = 256;

  private static final FuzzRun RUN = new FuzzRun(ReconstructFuzz.class);

  @AfterAll
  static void print() {
    RUN.print();
  }

  @FuzzTest
  void chunksGiveTheirPayloadOrADeclaredError(byte[] input) throws ErasureException {
    Choices choices = new Choices(input);
    RUN.input();
    switch (choices.u8() % 4) {
      case 0 -> trueChunks(choices, MAX_VALIDATORS);
      case 1 -> inventedChunks(choices, MAX_VALIDATORS);
      case 2 -> trueChunks(choices, FEW_VALIDATORS);
      default -> inventedChunks(choices, FEW_VALIDATORS);
    }
  }

  private static void trueChunks(Choices choices, int max) throws ErasureException {
    int validators = 2 + choices.u16() % (max - 1);
    int k = ErasureCode.systematicThreshold(validators);
    // Each byte skips so many positions; what is left over is the payload.
    List<Integer> missing = new ArrayList<>();
    for (int i = choices.u8(), at = 0; i > 0; i--) {
      at += choices.u8();
      missing.add(at % validators);
    }
    Bytes payload = choices.rest();
    if (payload.isEmpty()) {
      return;
    }
    List<Bytes> chunks = ErasureCode.encode(validators, payload);
    List<IndexedChunk> given = new ArrayList<>();
    for (int i = validators - 1; i >= 0; i--) {
      if (!missing.contains(i)) {
        given.add(new IndexedChunk(new ChunkIndex(i), chunks.get(i)));
      }
    }
    if (given.size() < k) {
      RUN.outcome("too few true chunks");
      assertError(ErasureError.NOT_ENOUGH_CHUNKS, validators, given);
      return;
    }
    RUN.outcome("true chunks");
    assertPadded(ErasureCode.reconstruct(validators, given), payload);
    assertPadded(ErasureCode.reconstruct(validators, given.subList(0, k)), payload);
    assertPadded(ErasureCode.reconstructFromSystematic(validators, chunks), payload);
  }

  private static void inventedChunks(Choices choices, int max) throws ErasureException {
    int validators = choices.u8() == 0 ? choices.i32() % 70_000 : choices.u16() % (max + 1);
    int length = choices.u8();
    List<IndexedChunk> given = new ArrayList<>();
    long total = 0;
    while (!choices.end() && given.size() < MAX_CHUNKS) {
      int kind = choices.u8();
      int index = kind < 250 ? choices.u8() : choices.i32();
      Bytes chunk = choices.bytes(kind % 16 == 15 ? choices.u8() : length);
      total += chunk.length();
      given.add(new IndexedChunk(new ChunkIndex(index), chunk));
    }
    long bound = BYTES_AT_LEAST + 64L * Math.clamp(validators, 2, 65_536) + BYTES_PER_BYTE * total;
    Bytes payload;
    try {
      payload = RUN.within(bound, () -> ErasureCode.reconstruct(validators, given));
    } catch (ErasureException e) {
      RUN.outcome(e.error().toString());
      return;
    }
    RUN.outcome("invented chunks");
    int k = ErasureCode.systematicThreshold(validators);
    SortedMap<Integer, Bytes> known = new TreeMap<>();
    given
        .subList(0, Math.min(validators, given.size()))
        .forEach(chunk -> known.put(chunk.index().value(), chunk.chunk()));
    known.values().forEach(c -> assertThat(payload.length()).isEqualTo(c.length() * k));
    List<Bytes> chunks = ErasureCode.encode(validators, payload);
    known.forEach(
        (index, chunk) -> {
          if (index < k || known.size() == k) {
            assertThat(chunks.get(index)).as("chunk %d", index).isEqualTo(chunk);
          }
        });
  }

  private static void assertError(ErasureError error, int validators, List<IndexedChunk> given) {
    try {
      Bytes payload = ErasureCode.reconstruct(validators, given);
      throw new AssertionError(payload + " instead of " + error);
    } catch (ErasureException e) {
      assertThat(e.error()).isEqualTo(error);
    }
  }

  private static void assertPadded(Bytes padded, Bytes payload) {
    assertThat(padded.length()).isGreaterThanOrEqualTo(payload.length());
    assertThat(padded.slice(0, payload.length())).isEqualTo(payload);
    for (int i = payload.length(); i < padded.length(); i++) {
      assertThat(padded.at(i)).isZero();
    }
  }
}
