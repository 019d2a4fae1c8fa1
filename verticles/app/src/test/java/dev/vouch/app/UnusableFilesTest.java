package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.testing.TestCandidate;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that nothing can be done with are refused by file, field and offset; nothing runs. */
class UnusableFilesTest {
  private final TestCandidate candidate = CandidateFiles.adder().build();
  private final Bytes receipt = CandidateReceipt.CODEC.encodeToBytes(candidate.receipt());
  private final Bytes pvd = PersistedValidationData.CODEC.encodeToBytes(candidate.pvd());
  private final Bytes pov = PoV.CODEC.encodeToBytes(candidate.pov());

  @TempDir private Path directory;
  private CandidateFiles files;

  @BeforeEach
  void writeFiles() {
    files = new CandidateFiles(new Cli(directory), candidate);
  }

  private void assertRefused(Cli.Result told, String... words) {
    assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).contains(words);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void aTruncatedReceiptIsRefused() {
    assertRefused(
        files.with("--receipt", receipt.slice(0, 291)).validate("--json"),
        path("receipt"),
        "CandidateReceipt.descriptor",
        "offset 0");
    assertRefused(
        files.with("--receipt", receipt.slice(0, 323)).validate(),
        path("receipt"),
        "CandidateReceipt.commitments_hash",
        "offset 292");
  }

  @Test
  void aTruncatedHexTextIsRefusedWithTheOffsetOfWhatItSays() {
    assertRefused(
        files.withText("--receipt", "0x" + receipt.slice(0, 300).toHex()).validate(),
        path("receipt"),
        "commitments_hash",
        "offset 292 of what the hex text says");
  }

  @Test
  void aCommittedReceiptIsTooLong() {
    assertRefused(
        files.with("--receipt", Bytes.concat(receipt, Bytes.fromHex("00"))).validate(),
        path("receipt"),
        "CandidateReceipt",
        "1 bytes left over",
        "offset 324");
  }

  @Test
  void truncatedValidationDataIsRefused() {
    assertRefused(
        files.with("--pvd", pvd.slice(0, pvd.length() - 1)).validate(),
        path("pvd"),
        "PersistedValidationData.max_pov_size",
        "offset " + (pvd.length() - 4));
    assertRefused(
        files.with("--pvd", Bytes.EMPTY).validate(),
        path("pvd"),
        "PersistedValidationData.parent_head",
        "offset 0");
  }

  @Test
  void aPovWithALengthThatIsNotMinimalIsRefused() {
    assertRefused(
        files.with("--pov", Bytes.fromHex("050000")).validate(),
        path("pov"),
        "PoV.block_data",
        "offset 0");
    assertRefused(files.with("--pov", pov.slice(0, 10)).validate(), path("pov"), "PoV.block_data");
  }

  @ParameterizedTest
  @CsvSource({
    "0x00zz, no hex digit",
    "0x123, odd number",
    "abc, odd number",
    "hello, PoV.block_data"
  })
  void textThatIsNoHexIsRefused(String text, String why) {
    assertRefused(files.withText("--pov", text).validate(), path("pov"), why);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertRefused(files.withPath("--pvd", path("no")).validate(), path("no"), "does not exist");
    assertRefused(files.withText("--code", "no code").validate(), path("code"), "validation code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[1]                                             | no JSON object",
        "{                                               | no JSON object",
        "{\"sesion\": 7}                                 | 'sesion'",
        "{\"session\": -1}                               | session",
        "{\"session\": 4294967296}                       | session",
        "{\"session\": 7.5}                              | session",
        "{\"session\": null}                             | session",
        "{\"v3\": 1}                                     | v3",
        "{\"claim_queue\": [1]}                          | claim_queue",
        "{\"claim_queue\": {\"x\": [1]}}                 | claim_queue.x",
        "{\"claim_queue\": {\"0\": 2000}}                | claim_queue.0",
        "{\"claim_queue\": {\"0\": [\"a\"]}}             | claim_queue.0[0]",
        "{\"executor_params\": 7}                        | executor_params",
        "{\"executor_params\": \"0x04\"}                 | executor_params",
        "{\"executor_params\": \"zz\"}                   | executor_params",
        "{\"executor_params\": [{\"Max\": 1}]}           | executor_params[0].Max",
        "{\"executor_params\": [{\"PvfExecTimeout\": [\"Backing\"]}]}    |"
            + " executor_params[0].PvfExecTimeout",
        "{\"executor_params\": [{\"PvfExecTimeout\": [\"Backup\", 1]}]}  |"
            + " executor_params[0].PvfExecTimeout[0]",
        "{\"executor_params\": [{\"MaxMemoryPages\": 4294967296}]}       |"
            + " executor_params[0].MaxMemoryPages",
        "{\"bomb_limit\": \"much\"}                      | bomb_limit"
      })
  void aContextThatMakesNoSenseIsRefusedByKey(String context, String named) {
    assertRefused(files.withText("--context", context).validate(), path("context"), named);
  }
}
