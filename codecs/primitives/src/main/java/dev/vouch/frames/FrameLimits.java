package dev.vouch.frames;

/** The bounds of the frames, each with its reason (validation JV-31). */
public final class FrameLimits {
  /**
   * Longest frame to a worker, bytes: code, artifact or PoV (10 MiB) with room to spare, as the
   * reference's recommendation (64 MiB), and a page for the other fields.
   */
  public static final int MAX_TO_WORKER_BYTES = (64 << 20) + 65_536;

  /**
   * Longest frame to the host, bytes: a result may fill the default linear memory (2080 pages), and
   * 1 MiB for the other fields.
   */
  public static final int MAX_TO_HOST_BYTES = 2080 * 65_536 + (1 << 20);

  /**
   * Parameters longer than this can never enter the guest: its allocator refuses more than 32 MiB
   * (validation AL-9). One byte more is enough to show that, so longer ones are cut here.
   */
  public static final int MAX_PARAMS_BYTES = (32 << 20) + 1;

  /** Longest reason or other text, bytes of UTF-8; longer ones are cut by the sender. */
  public static final int MAX_TEXT_BYTES = 4096;

  /** Encoded executor parameters: eight kinds of at most 13 bytes each, and room for repetition. */
  public static final int MAX_EXECUTOR_PARAMS_BYTES = 4096;

  /** Sandbox layers in a hello. */
  public static final int MAX_SANDBOX_LAYERS = 32;

  /** Functions that are listed as interpreted; the count beside the list is exact. */
  public static final int MAX_INTERPRETED_LISTED = 1024;

  /** Functions that are listed as looking like memory functions; a worker names 32. */
  public static final int MAX_LOOK_ALIKES = 64;

  /** A hash, bytes. */
  public static final int HASH_BYTES = 32;

  private FrameLimits() {}
}
