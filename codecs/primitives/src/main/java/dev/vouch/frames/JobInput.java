package dev.vouch.frames;

import java.util.Arrays;
import java.util.Optional;

/** What a guest is given: finished parameters, or the parts of which the worker makes them. */
public sealed interface JobInput {
  /**
   * Parameters that go to the guest as they are, undecoded. Longer ones than {@link
   * FrameLimits#MAX_PARAMS_BYTES} are cut with {@link #raw}.
   */
  record RawParams(Payload params) implements JobInput {}

  /**
   * A candidate (validation PJ-10, PJ-11): the worker decompresses the PoV's block data within the
   * limit and builds {@code ValidationParams}, so that the host never decompresses hostile bytes.
   *
   * @param pvd SCALE of {@code PersistedValidationData}
   * @param pov SCALE of {@code PoV}, block data as it came (compressed or not)
   * @param povBombLimitBytes limit of the decompressed block data
   * @param extension present for version 3 candidates only
   */
  record CandidateParams(
      Payload pvd, Payload pov, int povBombLimitBytes, Optional<SchedulingExtension> extension)
      implements JobInput {}

  /** {@code ValidationParamsExtension::V3}: two hashes of 32 bytes. */
  record SchedulingExtension(Payload relayParent, Payload schedulingParent) {}

  /** Raw parameters; what the guest's allocator can never take is not sent. */
  static RawParams raw(byte[] params) {
    return new RawParams(
        Payload.of(
            params.length <= FrameLimits.MAX_PARAMS_BYTES
                ? params
                : Arrays.copyOf(params, FrameLimits.MAX_PARAMS_BYTES)));
  }
}
