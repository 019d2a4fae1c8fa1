package dev.vouch.erasure;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The systematic Reed-Solomon code over GF(2^16) that spreads a payload over validators (wire 6.1
 * to 6.5). Chunks are about {@code payload / k} bytes, all of the same even length. Pure functions
 * of any thread.
 */
public final class ErasureCode {
  private ErasureCode() {}

  /** A chunk and its position. */
  public record IndexedChunk(ChunkIndex index, Bytes chunk) {}

  /** How many chunks nodes collect before they reconstruct: a third of the validators, and one. */
  public static int recoveryThreshold(int validators) throws ErasureException {
    return CodeParameters.of(validators).recovery();
  }

  /** How many chunks from the front are the payload itself. */
  public static int systematicThreshold(int validators) throws ErasureException {
    return CodeParameters.of(validators).k();
  }

  /** One chunk per validator. The payload must not be empty; its size is the caller's to limit. */
  public static List<Bytes> encode(int validators, Bytes payload) throws ErasureException {
    CodeParameters code = CodeParameters.of(validators);
    if (payload.isEmpty()) {
      throw new ErasureException(ErasureError.BAD_PAYLOAD, "there is nothing to encode");
    }
    byte[] data = payload.toArray();
    int symbols = (data.length + 1) / 2;
    int blocks = (symbols + code.k() - 1) / code.k();
    byte[][] shards = new byte[validators][];
    for (int v = 0; v < validators; v++) {
      shards[v] = new byte[2 * blocks];
    }
    for (int first = 0; first < blocks; first += code.batch()) {
      encodeBatch(code, data, shards, first, Math.min(code.batch(), blocks - first));
    }
    List<Bytes> out = new ArrayList<>(validators);
    for (byte[] shard : shards) {
      out.add(Bytes.wrap(shard));
    }
    return out;
  }

  static void encodeBatch(
      CodeParameters code, byte[] data, byte[][] shards, int first, int columns) {
    int k = code.k();
    char[][] coefficients = Shards.rows(k, columns);
    char[][] values = Shards.rows(k, columns);
    Shards.loadPayload(coefficients, data, k, first);
    for (int i = 0; i < k; i++) {
      Shards.storeShard(coefficients[i], shards[i], first);
    }
    AdditiveFft.inverse(coefficients, k, 0);
    for (int start = k; start < code.validators(); start += k) {
      Shards.copy(coefficients, values);
      AdditiveFft.forward(values, k, start);
      for (int i = 0; i < k && start + i < code.validators(); i++) {
        Shards.storeShard(values[i], shards[start + i], first);
      }
    }
  }

  /**
   * The payload, zero-padded, from the chunks at positions 0 to {@link #systematicThreshold} - 1 in
   * order; chunks behind those are not looked at.
   */
  public static Bytes reconstructFromSystematic(int validators, List<Bytes> chunks)
      throws ErasureException {
    CodeParameters code = CodeParameters.of(validators);
    List<Bytes> front = chunks.subList(0, Math.min(code.k(), chunks.size()));
    for (Bytes chunk : front) {
      requireEven(chunk);
    }
    requireEnough(code, front.size());
    requireUniform(front);
    return interleave(code, front);
  }

  /**
   * The payload, zero-padded, from any {@link #systematicThreshold} chunks or more. Only the first
   * {@code validators} entries are looked at; of two for one position the last counts. Whether the
   * chunks belong together only the erasure root tells.
   */
  public static Bytes reconstruct(int validators, List<IndexedChunk> chunks)
      throws ErasureException {
    CodeParameters code = CodeParameters.of(validators);
    SortedMap<Integer, Bytes> known = new TreeMap<>();
    for (IndexedChunk entry : chunks.subList(0, Math.min(validators, chunks.size()))) {
      requireEven(entry.chunk());
      if (entry.index().unsigned() >= validators) {
        throw new ErasureException(
            ErasureError.CHUNK_INDEX_OUT_OF_BOUNDS,
            "chunk " + entry.index().unsigned() + " of " + validators);
      }
      known.put(entry.index().value(), entry.chunk());
    }
    requireEnough(code, known.size());
    List<Bytes> present = List.copyOf(known.values());
    requireUniform(present);
    if (known.headMap(code.k()).size() == code.k()) {
      return interleave(code, present.subList(0, code.k()));
    }
    return Reconstruction.of(code, known, present.getFirst().length());
  }

  private static Bytes interleave(CodeParameters code, List<Bytes> front) {
    int blocks = front.getFirst().length() / 2;
    byte[] payload = new byte[2 * blocks * code.k()];
    for (int first = 0; first < blocks; first += code.batch()) {
      char[][] rows = Shards.rows(code.k(), Math.min(code.batch(), blocks - first));
      for (int i = 0; i < code.k(); i++) {
        Shards.loadShard(rows[i], front.get(i), first);
      }
      Shards.storePayload(rows, payload, code.k(), first);
    }
    return Bytes.wrap(payload);
  }

  private static void requireEven(Bytes chunk) throws ErasureException {
    if (chunk.length() % 2 != 0) {
      throw new ErasureException(
          ErasureError.UNEVEN_LENGTH, "a chunk of " + chunk.length() + " bytes is not even");
    }
  }

  private static void requireEnough(CodeParameters code, int count) throws ErasureException {
    if (count < code.k()) {
      throw new ErasureException(
          ErasureError.NOT_ENOUGH_CHUNKS, count + " chunks, " + code.k() + " are needed");
    }
  }

  private static void requireUniform(List<Bytes> chunks) throws ErasureException {
    int length = chunks.getFirst().length();
    if (length == 0) {
      throw new ErasureException(ErasureError.UNKNOWN_RECONSTRUCTION, "the first chunk is empty");
    }
    for (Bytes chunk : chunks) {
      if (chunk.length() != length) {
        throw new ErasureException(
            ErasureError.NON_UNIFORM_CHUNKS,
            "chunks of " + length + " and of " + chunk.length() + " bytes");
      }
    }
  }
}
