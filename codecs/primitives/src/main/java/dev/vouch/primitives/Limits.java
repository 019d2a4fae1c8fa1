package dev.vouch.primitives;

/** Sizes that the protocol fixes (wire 2.18). */
public final class Limits {
  /** Upward messages of a candidate, and horizontal ones; more does not decode (wire 2.3). */
  public static final int MESSAGES_PER_CANDIDATE = 16_384;

  /** A ceiling of the configuration for validation code; the limit in force is on chain. */
  public static final int MAX_CODE_SIZE_BYTES = 5 * 1024 * 1024;

  /** Shorter code is refused by the chain. */
  public static final int MIN_CODE_SIZE_BYTES = 9;

  /** A ceiling of the configuration for head data. */
  public static final int MAX_HEAD_DATA_SIZE_BYTES = 1024 * 1024;

  /** A ceiling of the configuration for PoVs; the limit in force is in the validation data. */
  public static final int MAX_POV_SIZE_BYTES = 10 * 1024 * 1024;

  /** A PoV that decompresses to more is a bomb. */
  public static final int POV_BOMB_LIMIT_BYTES = 4 * MAX_POV_SIZE_BYTES;

  /** Bomb limit of code where the runtime does not tell one. */
  public static final int DEFAULT_CODE_BOMB_LIMIT_BYTES = 4 * MAX_CODE_SIZE_BYTES;

  /** Candidates of one approval vote (wire 2.16). */
  public static final int MAX_COALESCE_APPROVALS = 16;

  /** Candidates of one segment advertisement (wire 3.5). */
  public static final int MAX_SEGMENT_LENGTH = 32;

  /** Bytes of the peer id in an approved-peer signal (wire 2.6). */
  public static final int MAX_APPROVED_PEER_BYTES = 64;

  /** Heads in a view (wire 3.3). */
  public static final int MAX_VIEW_HEADS = 5;

  /** Nodes in the proof of a chunk (wire 2.14). */
  public static final int MAX_PROOF_NODES = 8;

  /** Bytes of one node of a chunk's proof. */
  public static final int MAX_PROOF_NODE_BYTES = 612;

  /** Scheduling lookahead where the runtime does not tell one (wire 4.2). */
  public static final int DEFAULT_SCHEDULING_LOOKAHEAD = 3;

  /** Minimum backing votes where the runtime does not tell one. */
  public static final int LEGACY_MIN_BACKING_VOTES = 2;

  /** A notification with its framing taken off (wire 3.2). */
  public static final int MAX_NOTIFICATION_BYTES = 100 * 1024;

  private Limits() {}
}
