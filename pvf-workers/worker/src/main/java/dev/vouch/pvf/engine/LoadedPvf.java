package dev.vouch.pvf.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** An artifact ready to run. Keeps no state between calls; used by one thread at a time. */
public interface LoadedPvf {

  /**
   * Runs {@code validate_block} in a fresh instance with a fresh memory, on the calling thread,
   * whose stack must hold {@link EngineParams#stackNativeMax} bytes. Never throws for what the
   * guest does; heap exhaustion is not caught.
   *
   * @param params the encoded {@code ValidationParams}, in parts that are given to the guest one
   *     after the other as they are
   */
  ExecutionOutcome execute(List<ByteBuffer> params, EngineParams limits);

  /** The same for parameters in one piece. */
  default ExecutionOutcome execute(byte[] params, EngineParams limits) {
    return execute(List.of(ByteBuffer.wrap(params)), limits);
  }

  /** What would make import resolution fail under these parameters (PJ-4), if anything. */
  Optional<String> unresolvedImport(EngineParams limits);

  /** Facts recorded at preparation. */
  ArtifactFacts facts();
}
