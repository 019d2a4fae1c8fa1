package dev.vouch.erasure;

import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.fuzz.Work;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import java.util.ArrayList;
import java.util.List;

/** The steps of the erasure code: what is called in classes of another loader. */
public final class CountedErasure {
  private CountedErasure() {}

  /** Steps to encode, and to reconstruct from the last third of the chunks. */
  public static long[] steps(int validators, int bytes) throws ErasureException {
    Bytes payload = Bytes.wrap(new byte[bytes]);
    long start = Work.steps();
    List<Bytes> chunks = ErasureCode.encode(validators, payload);
    long encoded = Work.steps();
    List<IndexedChunk> last = new ArrayList<>();
    for (int i = validators - ErasureCode.recoveryThreshold(validators); i < validators; i++) {
      last.add(new IndexedChunk(new ChunkIndex(i), chunks.get(i)));
    }
    long collected = Work.steps();
    Bytes ignored = ErasureCode.reconstruct(validators, last);
    return new long[] {encoded - start, Work.steps() - collected};
  }
}
