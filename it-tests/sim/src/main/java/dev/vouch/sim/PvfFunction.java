package dev.vouch.sim;

import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.ValidationResult;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.scale.ScaleException;

/** The PVF as a function: a block is valid if it is the one that the para's rules give. */
final class PvfFunction {
  private PvfFunction() {}

  static PvfHostMessage.ExecuteAnswer execute(
      TestPara para, PersistedValidationData pvd, Bytes encodedPov) {
    try {
      PoV pov = PoV.CODEC.decodeAll(encodedPov);
      ParaBlock expected = para.blockOn(pvd.parentHead());
      if (!pov.blockData().equals(Bytes.wrap(expected.blockData()))) {
        return invalid("not the block that follows this head");
      }
      ValidationResult result =
          ValidationResult.CODEC.decodeAll(
              Bytes.wrap(expected.validationResult(Math.toIntExact(pvd.relayParentNumber()))));
      return new PvfHostMessage.ExecuteAnswer.Finished(result, 1_000_000, 1_000_000, false);
    } catch (ScaleException e) {
      return invalid("undecodable: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return invalid("unknown head");
    }
  }

  private static PvfHostMessage.ExecuteAnswer invalid(String reason) {
    return new PvfHostMessage.ExecuteAnswer.Invalid(
        PvfHostMessage.InvalidKind.WORKER_REPORTED_INVALID, reason);
  }
}
