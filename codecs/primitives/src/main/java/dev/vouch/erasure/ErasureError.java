package dev.vouch.erasure;

/** Why a payload, chunks or a proof are refused; the reference's names (wire 6.5, 6.6). */
public enum ErasureError {
  /** Fewer than two validators. */
  NOT_ENOUGH_VALIDATORS,
  /** More validators than the field has elements. */
  TOO_MANY_VALIDATORS,
  /** Nothing to encode. */
  BAD_PAYLOAD,
  /** A chunk of an odd number of bytes. */
  UNEVEN_LENGTH,
  /** A chunk for a position that no validator has. */
  CHUNK_INDEX_OUT_OF_BOUNDS,
  /** Fewer chunks than the code needs. */
  NOT_ENOUGH_CHUNKS,
  /** The first chunk is empty. */
  UNKNOWN_RECONSTRUCTION,
  /** Chunks of different length. */
  NON_UNIFORM_CHUNKS,
  /** The proof is incomplete or malformed. */
  INVALID_BRANCH_PROOF,
  /** The proof shows that the trie has no such chunk. */
  BRANCH_OUT_OF_BOUNDS
}
