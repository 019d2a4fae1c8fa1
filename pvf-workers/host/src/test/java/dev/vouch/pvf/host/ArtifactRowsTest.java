package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorHostFunction;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PrepareResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rows I, P55 and P56: what is prepared, kept, damaged and made again. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class ArtifactRowsTest extends RowHost {
  /** Sibling of I5 and I7: what is gone is made again, and nobody is blamed. */
  @Test
  void aDeletedArtifactIsNoDispute() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 6);
    prepares(code(wasm));
    Files.delete(artifact(wasm));
    assertThat(await(run(code(wasm), 2_000))).isInstanceOf(RunOutcome.Returned.class);
    assertThat(artifact(wasm)).exists();
  }

  @Test
  void i7ACorruptedArtifactIsNoDispute() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 7);
    prepares(code(wasm));
    Files.writeString(artifact(wasm), "corrupted wasm");
    RunOutcome outcome = await(run(code(wasm), 2_000));
    assertThat(failed(outcome).kind()).isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
    prepares(code(wasm));
    assertThat(Files.size(artifact(wasm))).isGreaterThan(100);
  }

  @Test
  void i36ACorruptedArtifactWithAMatchingDigestIsNoDispute() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 36);
    prepares(code(wasm));
    Path file = artifact(wasm);
    byte[] rubbish = "corrupted wasm".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rubbish));
    String name = file.getFileName().toString();
    Path forged =
        file.resolveSibling(name.substring(0, name.lastIndexOf('-') + 1) + digest + ".pvf");
    Files.delete(file);
    Files.write(forged, rubbish);
    // A host that finds the file at its start takes it for what its name says.
    try (PvfHost other = PvfHost.start(config(directory, 1, 1), pvf, meters)) {
      RunOutcome outcome =
          await(other.execute(request(code(wasm), new RunInput.Raw(Bytes.EMPTY), 2_000)));
      assertThat(failed(outcome).kind()).isEqualTo(ExecuteErrorKind.RUNTIME_CONSTRUCTION);
      assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
      assertThat(await(other.prepare(code(wasm))).result())
          .isInstanceOf(PrepareResult.Success.class);
    }
    assertThat(forged).doesNotExist();
  }

  /**
   * The reference begins with an empty cache; here artifacts survive a start, verified by the
   * digest in their name, and only remains of a crash go.
   */
  @Test
  void i8WhatIsPreparedSurvivesAStart(@TempDir Path own) throws Exception {
    try (PvfHost first = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      await(first.prepare(code(Fixtures.halt())));
    }
    List<Path> before = artifacts(own);
    assertThat(before).hasSize(1);
    try (PvfHost second = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      PrepareOutcome again = await(second.prepare(code(Fixtures.halt())));
      assertThat(again.result())
          .isInstanceOfSatisfying(
              PrepareResult.Success.class, s -> assertThat(s.stats()).isEmpty());
    }
    assertThat(artifacts(own)).isEqualTo(before);
  }

  @Test
  void i13ADirectoryThatIsNotThereIsMade() throws Exception {
    assertThat(directory).isDirectory();
    prepares(code(Fixtures.adder(), PrepKind.PRECHECKING));
  }

  /** Sibling of I15. */
  @Test
  void nothingIsPreparedAgainForParametersThatDoNotMatterToIt() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 14);
    prepares(code(wasm));
    int before = artifacts(directory).size();
    for (ExecutorParam param :
        List.of(
            new ExecutorParam.MaxMemoryPages(10),
            new ExecutorParam.StackNativeMax(300L << 20),
            new ExecutorParam.PrecheckingMaxMemory(300L << 20),
            new ExecutorParam.PvfPrepTimeout(dev.vouch.primitives.PvfPrepKind.PREPARE, 60_000),
            new ExecutorParam.PvfExecTimeout(dev.vouch.primitives.PvfExecKind.BACKING, 1_500),
            new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163))) {
      PrepareOutcome again = await(host.prepare(code(wasm, param)));
      assertThat(again.result()).as("%s", param).isInstanceOf(PrepareResult.Success.class);
      assertThat(await(run(code(wasm, param), 2_000)))
          .as("%s", param)
          .isInstanceOf(RunOutcome.Returned.class);
    }
    assertThat(artifacts(directory)).hasSize(before);
  }

  @Test
  void i15AnotherStackLimitMakesAnotherArtifact() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("recurse"), 15);
    prepares(code(wasm));
    int before = artifacts(directory).size();
    prepares(code(wasm, new ExecutorParam.StackLogicalMax(1024)));
    assertThat(artifacts(directory)).hasSize(before + 1);
  }

  @Test
  void p55WhatIsNotWhatWasStoredIsNeverLoaded() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 55);
    prepares(code(wasm));
    byte[] bytes = Files.readAllBytes(artifact(wasm));
    bytes[bytes.length / 2] ^= 1;
    Files.write(artifact(wasm), bytes);
    assertThat(failed(await(run(code(wasm), 2_000))).kind())
        .as("a flipped bit")
        .isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    prepares(code(wasm));
    Files.write(artifact(wasm), java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(failed(await(run(code(wasm), 2_000))).kind())
        .as("a file cut short")
        .isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    prepares(code(wasm));
    Files.delete(artifact(wasm));
    assertThat(await(run(code(wasm), 2_000)))
        .as("a missing file is prepared anew")
        .isInstanceOf(RunOutcome.Returned.class);
  }

  private int pages(int maxMemoryPages) throws Exception {
    PvfPrepData code =
        code(Fixtures.hostile("grow_and_tell"), new ExecutorParam.MaxMemoryPages(maxMemoryPages));
    RunOutcome outcome = await(run(code, 20_000));
    assertThat(outcome).isInstanceOf(RunOutcome.Returned.class);
    Bytes result = ((RunOutcome.Returned) outcome).result();
    return result.at(12) | result.at(13) << 8 | result.at(14) << 16;
  }

  /** 8192 is what live networks have used. */
  @Test
  void p56OneArtifactRunsUnderEachSessionsMemoryLimit() throws Exception {
    assertThat(pages(10)).isEqualTo(42);
    int before = artifacts(directory).size();
    assertThat(pages(100)).isEqualTo(132);
    assertThat(pages(8192)).isEqualTo(8224);
    assertThat(pages(2048)).isEqualTo(2080);
    assertThat(artifacts(directory)).hasSize(before);
  }
}
