package dev.vouch.pvf.worker;

import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import java.util.HexFormat;

/** The reference's candidate of the adder: its validation data, its proof and what it returns. */
final class AdderCandidate {
  static final Payload PVD =
      hex(
          "2101"
              + "00".repeat(40)
              + "011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce"
              + "64000000"
              + "22".repeat(32)
              + "00005000");
  static final Payload POV = hex("4000000000000000000200000000000000");

  /** The validation result that belongs to its new head, in hexadecimal digits. */
  static final String RESULT =
      "21010100000000000000804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
          + "675c1f4e4248fc4018c281a280014d93c8e5bdf26fc6ec8b108f13f571e98ad2"
          + "0000000000000064000000";

  private AdderCandidate() {}

  static JobInput.CandidateParams params() {
    return Child.candidate(PVD.array(), POV.array());
  }

  private static Payload hex(String digits) {
    return Payload.of(HexFormat.of().parseHex(digits));
  }
}
