package dev.vouch.primitives;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of the network protocols of one chain (wire 3.1).
 *
 * @param genesis hash of the genesis block
 * @param forkId the fork of the chain's specification, if it has one
 */
public record ProtocolNames(Hash genesis, Optional<String> forkId) {
  private static final String LEGACY_COLLATION = "/polkadot/collation/1";

  /** A request-response protocol with its limits (wire 3.1, 3.6). */
  public enum Request {
    /** A chunk by index of the responder. */
    CHUNK_FETCHING_V1("/req_chunk/1", "/polkadot/req_chunk/1", 16 * 1024 * 1024, 1_000, 100),
    /** A chunk with its index. */
    CHUNK_FETCHING_V2("/req_chunk/2", "", 16 * 1024 * 1024, 1_000, 100),
    /** A collation by scheduling parent. */
    COLLATION_FETCHING_V1(
        "/req_collation/1", "/polkadot/req_collation/1", 16 * 1024 * 1024, 2_000, 10),
    /** A collation by candidate hash. */
    COLLATION_FETCHING_V2("/req_collation/2", "", 16 * 1024 * 1024, 2_000, 10),
    /** A collation by output head. */
    COLLATION_FETCHING_V3("/req_collation/3", "", 16 * 1024 * 1024, 2_000, 10),
    /** A PoV. */
    POV_FETCHING_V1("/req_pov/1", "/polkadot/req_pov/1", 16 * 1024 * 1024, 2_000, 10),
    /** All available data. */
    AVAILABLE_DATA_FETCHING_V1(
        "/req_available_data/1", "/polkadot/req_available_data/1", 16 * 1024 * 1024, 2_000, 100),
    /** A dispute message. */
    DISPUTE_SENDING_V1("/send_dispute/1", "/polkadot/send_dispute/1", 100, 12_000, 100),
    /** A candidate with its statements. */
    ATTESTED_CANDIDATE_V2("/req_attested_candidate/2", "", 8 * 1024 * 1024, 2_500, 5);

    /** Bytes of the longest request of any of these protocols. */
    public static final int MAX_REQUEST_BYTES = 1_000;

    private final String suffix;
    private final String legacy;
    private final int maxResponseBytes;
    private final int timeoutMillis;
    private final int inboundQueue;

    Request(
        String suffix, String legacy, int maxResponseBytes, int timeoutMillis, int inboundQueue) {
      this.suffix = suffix;
      this.legacy = legacy;
      this.maxResponseBytes = maxResponseBytes;
      this.timeoutMillis = timeoutMillis;
      this.inboundQueue = inboundQueue;
    }

    /** Bytes of the longest response; a longer one is a protocol error (wire 3.6). */
    public int maxResponseBytes() {
      return maxResponseBytes;
    }

    /** How long the asker waits, in milliseconds. */
    public int timeoutMillis() {
      return timeoutMillis;
    }

    /** How many requests may wait to be answered. */
    public int inboundQueue() {
      return inboundQueue;
    }

    /** The name that was used before names carried the genesis hash. */
    public Optional<String> legacyName() {
      return legacy.isEmpty() ? Optional.empty() : Optional.of(legacy);
    }
  }

  /** The name of a request-response protocol. */
  public String request(Request request) {
    return prefix() + request.suffix;
  }

  /** The name of the validation peer set; it has no fallback. */
  public String validation() {
    return prefix() + "/validation/3";
  }

  /** The main name of the collation peer set. */
  public String collation(boolean pinnedToVersion3) {
    return collationName(pinnedToVersion3 ? 3 : 4);
  }

  /** The fallback names of the collation peer set, best first. */
  public List<String> collationFallbacks(boolean pinnedToVersion3) {
    return pinnedToVersion3
        ? List.of(collationName(2), LEGACY_COLLATION)
        : List.of(collationName(3), collationName(2), LEGACY_COLLATION);
  }

  private String collationName(int version) {
    return String.format(Locale.ROOT, "%s/collation/%d", prefix(), version);
  }

  private String prefix() {
    return "/" + genesis.toHex() + forkId.map(fork -> "/" + fork).orElse("");
  }
}
