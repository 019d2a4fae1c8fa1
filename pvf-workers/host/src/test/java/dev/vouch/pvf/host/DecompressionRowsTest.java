package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.pvf.fixtures.Fixtures;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Rows I: code and blocks that decompress to more than they may. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class DecompressionRowsTest extends RowHost {
  private byte[] compressedZeros(int length) {
    return MaybeCompressedBlob.compress(Bytes.wrap(new byte[length]), length)
        .orElseThrow()
        .toArray();
  }

  @Test
  void i16CodeThatDecompressesBeyondTheLimitFailsThePreCheck() throws Exception {
    byte[] bomb = compressedZeros(30 * MEBIBYTE + 1);
    assertThat(prepareFails(code(bomb, PrepKind.PRECHECKING)))
        .isEqualTo(PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB);
    assertThat(prepareFails(code(compressedZeros(30 * MEBIBYTE), PrepKind.PRECHECKING)))
        .as("at the limit it decompresses, and is no module")
        .isEqualTo(PrepareErrorKind.PREVALIDATION);
  }

  @Test
  void i17CodeThatDecompressesBeyondTheLimitFailsTheValidation() throws Exception {
    RunOutcome outcome = await(run(code(compressedZeros(30 * MEBIBYTE + 1)), 2_000));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.NotPrepared.class,
            n ->
                assertThat(n.error().kind())
                    .isEqualTo(PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB));
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PreparationFailed.class);
  }

  private RunOutcome candidate(byte[] blockData) throws Exception {
    PersistedValidationData data =
        new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 4 * MEBIBYTE);
    byte[] pov = PoV.CODEC.encodeToBytes(new PoV(Bytes.wrap(blockData))).toArray();
    RunInput input = new RunInput.Candidate(data, pvf.put(pov), Optional.empty());
    return await(host.execute(request(code(Fixtures.hostile("trap")), input, 2_000)));
  }

  /** Sibling of I16 and I17; AL-9 is the second bound. */
  @Test
  void aBlockThatDecompressesBeyondTheLimitIsInvalid() throws Exception {
    RunOutcome.Failed bomb = failed(candidate(compressedZeros(40 * MEBIBYTE + 1)));
    assertThat(bomb.kind()).isEqualTo(ExecuteErrorKind.POV_DECOMPRESSION_FAILURE);
    RunOutcome.Failed large = failed(candidate(compressedZeros(33 * MEBIBYTE)));
    assertThat(large.kind()).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE);
    assertThat(large.reason()).contains("too large");
  }
}
