package dev.vouch.messages;

/**
 * Why a candidate is invalid (validation spec 1.13).
 *
 * @param detail free text for people; the size for the kinds that carry one
 */
public record InvalidCandidate(Kind kind, String detail) {
  /** The reference's kinds, in its order. */
  public enum Kind {
    EXECUTION_ERROR("ExecutionError"),
    INVALID_OUTPUTS("InvalidOutputs"),
    TIMEOUT("Timeout"),
    PARAMS_TOO_LARGE("ParamsTooLarge"),
    CODE_TOO_LARGE("CodeTooLarge"),
    POV_DECOMPRESSION_FAILURE("PoVDecompressionFailure"),
    BAD_RETURN("BadReturn"),
    BAD_PARENT("BadParent"),
    POV_HASH_MISMATCH("PoVHashMismatch"),
    BAD_SIGNATURE("BadSignature"),
    PARA_HEAD_HASH_MISMATCH("ParaHeadHashMismatch"),
    CODE_HASH_MISMATCH("CodeHashMismatch"),
    PERSISTED_VALIDATION_DATA_MISMATCH("PersistedValidationDataMismatch"),
    COMMITMENTS_HASH_MISMATCH("CommitmentsHashMismatch"),
    INVALID_SCHEDULING_SESSION("InvalidSchedulingSession"),
    INVALID_RELAY_PARENT_SESSION("InvalidRelayParentSession"),
    INVALID_UMP_SIGNALS("InvalidUMPSignals");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    /** The reference's spelling, as printed and scripted against. */
    public String protocolName() {
      return name;
    }
  }
}
