package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows E of validation 6.3 and P54, P56 of 6.2. E1 and E2 measure how deep the reference's engine
 * recurses on one megabyte of native stack; a JVM's frames differ by tier, so they have no
 * counterpart: here the counted stack ends first, always (E4), and where the native one should end
 * first there is no verdict.
 */
class EngineRowsTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;
  private static final HexFormat HEX = HexFormat.of();

  @TempDir Path directory;

  private static WasmBuilder entry() {
    return new WasmBuilder().type(2, I32, I32, 1, I64).type(0, 1, I32);
  }

  private static byte[] finish(WasmBuilder module, int entry) {
    return finishWithoutMemory(module.export("memory", 2, 0), entry);
  }

  /** An imported memory is exported under its name by itself (PJ-3). */
  private static byte[] finishWithoutMemory(WasmBuilder module, int entry) {
    return module
        .globalI32(1024)
        .export("__heap_base", 3, 0)
        .export("validate_block", 0, entry)
        .build();
  }

  private static int[] code(String hex) {
    byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
  }

  private static ExecutionOutcome run(LoadedPvf pvf, EngineParams params) throws Exception {
    ExecutionOutcome[] outcome = new ExecutionOutcome[1];
    Guest.run(() -> outcome[0] = pvf.execute(new byte[3], params));
    return outcome[0];
  }

  private static EngineParams withPages(int pages) {
    EngineParams d = EngineParams.DEFAULT;
    return new EngineParams(pages, d.stackLogicalMax(), d.stackNativeMax(), false);
  }

  private byte[] result(String body, EngineKind engine) throws Exception {
    byte[] wasm = finish(entry().memory().function(0, code(body)), 0);
    ExecutionOutcome outcome = run(Guest.accepted(wasm, engine, directory), EngineParams.DEFAULT);
    assertThat(outcome).as(body).isInstanceOf(ExecutionOutcome.Finished.class);
    return ((ExecutionOutcome.Finished) outcome).result();
  }

  /** Stores at 0 what the operator makes of the operands, and returns those bytes. */
  private String f32(String operands, String operator, EngineKind engine) throws Exception {
    String body = "4100" + operands + operator + "380200" + "4280808080c000";
    return HEX.formatHex(result(body, engine));
  }

  private String f64(String operands, String operator, EngineKind engine) throws Exception {
    String body = "4100" + operands + operator + "390300" + "42808080808001";
    return HEX.formatHex(result(body, engine));
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void e3EveryOperatorThatMakesANanMakesTheCanonicalOne(EngineKind engine) throws Exception {
    String nan = "434523817f";
    assertThat(f32(nan + "4301000000", "92", engine)).isEqualTo("0000c07f");
    String nan64 = "44674523010000f4ff";
    for (int operator = 0x92; operator <= 0x97; operator++) {
      assertThat(f32(nan + "430000803f", "%02x".formatted(operator), engine))
          .as("f32 %02x", operator)
          .isEqualTo("0000c07f");
      assertThat(f64(nan64 + "44000000000000f03f", "%02x".formatted(operator + 0xe), engine))
          .as("f64 %02x", operator + 0xe)
          .isEqualTo("000000000000f87f");
    }
    for (int operator = 0x8d; operator <= 0x91; operator++) {
      assertThat(f32(nan, "%02x".formatted(operator), engine))
          .as("f32 %02x", operator)
          .isEqualTo("0000c07f");
      assertThat(f64(nan64, "%02x".formatted(operator + 0xe), engine))
          .as("f64 %02x", operator + 0xe)
          .isEqualTo("000000000000f87f");
    }
    assertThat(f32(nan64, "b6", engine)).as("demote").isEqualTo("0000c07f");
    assertThat(f64(nan, "bb", engine)).as("promote").isEqualTo("000000000000f87f");
    assertThat(f32(nan, "8c", engine)).as("neg is of bits").isEqualTo("452381ff");
    assertThat(f32(nan, "8b", engine)).as("abs is of bits").isEqualTo("4523817f");
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void e4HoweverManyLocalsTheCountedStackEndsFirst(EngineKind engine) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int type : new int[] {I32, I64, 0x7d, 0x7c}) {
      for (int locals : new int[] {0, 1, 100, 10_000, 21_000, 32_765, 50_000}) {
        // function 0 calls itself, then uses what it got; function 1 is the entry
        byte[] wasm =
            finish(
                entry()
                    .memory()
                    .functionWithLocals(1, locals, type, code("1000 4101 6a"))
                    .function(0, code("1000 ad")),
                1);
        ExecutionOutcome outcome =
            run(Guest.accepted(wasm, engine, directory), EngineParams.DEFAULT);
        if (!(outcome instanceof ExecutionOutcome.Trapped)) {
          wrong.add(locals + " of type " + type + ": " + outcome);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** JV-6: parameters are free in the counted stack, so frames are deepest with many of them. */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void parametersThatCostNothingDoNotEndTheNativeStackFirst(EngineKind engine) throws Exception {
    int parameters = 200;
    int[] type = new int[3 + parameters];
    type[0] = parameters & 0x7f | 0x80;
    type[1] = parameters >> 7;
    java.util.Arrays.fill(type, 2, 2 + parameters, I64);
    int[] body = new int[3 * parameters + 2];
    for (int i = 0; i < parameters; i++) {
      body[3 * i] = 0x20;
      body[3 * i + 1] = i & 0x7f | 0x80;
      body[3 * i + 2] = i >> 7;
    }
    body[3 * parameters] = 0x10;
    int[] first = new int[2 * parameters + 4];
    for (int i = 0; i < parameters; i++) {
      first[2 * i] = 0x42;
    }
    first[2 * parameters] = 0x10;
    first[2 * parameters + 2] = 0x42;
    byte[] wasm = finish(entry().type(type).memory().function(2, body).function(0, first), 1);
    assertThat(run(Guest.accepted(wasm, engine, directory), EngineParams.DEFAULT))
        .isInstanceOf(ExecutionOutcome.Trapped.class);
  }

  /** Grows by one page, traps if that failed. */
  private static final int[] GROW = code("4101 4000 417f 46 0440 00 0b 4200");

  /** Whether a module gets one page more under a session's limit. */
  private void grows(byte[] wasm, EngineKind engine, int limit, boolean expected) throws Exception {
    LoadedPvf pvf = Guest.accepted(wasm, engine, directory);
    assertThat(run(pvf, withPages(limit)))
        .isInstanceOf(expected ? ExecutionOutcome.Finished.class : ExecutionOutcome.Trapped.class);
  }

  private static byte[] imported(int pages, int maximum) {
    return finishWithoutMemory(
        entry().importMemory("env", "memory", pages, maximum).function(0, GROW), 0);
  }

  private static byte[] exported(int pages, int maximum) {
    return finish(entry().memory(pages, maximum).function(0, GROW), 0);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void e5AnImportedMemoryGrowsUpToTheMaximumOfTheSession(EngineKind engine) throws Exception {
    grows(imported(1, 10), engine, 10, true);
    grows(imported(9, 10), engine, 10, true);
    grows(imported(10, 10), engine, 10, false);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void e6AnExportedMemoryGrowsUpToTheMaximumOfTheSession(EngineKind engine) throws Exception {
    grows(exported(1, 10), engine, 10, true);
    grows(exported(9, 10), engine, 10, true);
    grows(exported(10, 10), engine, 10, false);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void e7TheDeclaredMaximumOfAnImportedMemoryIsIgnored(EngineKind engine) throws Exception {
    for (int pages : new int[] {1, 9, 10}) {
      grows(imported(pages, 10), engine, 11, true);
      grows(imported(pages, 10), engine, pages, false);
    }
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void e8TheDeclaredMaximumOfAnExportedMemoryIsIgnored(EngineKind engine) throws Exception {
    for (int pages : new int[] {1, 9, 10}) {
      grows(exported(pages, 10), engine, 11, true);
      grows(exported(pages, pages), engine, pages, false);
    }
  }

  @Test
  void e9ManyThousandInstancesLeaveNothingBehind() throws Exception {
    byte[] wasm = finish(entry().memory(16, 16).function(0, code("4200")), 0);
    LoadedPvf pvf = Guest.accepted(wasm, EngineKind.CHICORY, directory);
    // 10 001 memories of one megabyte would be ten gigabytes
    Guest.run(
        () -> {
          for (int i = 0; i < 10_001; i++) {
            assertThat(pvf.execute(new byte[0], EngineParams.DEFAULT))
                .isInstanceOf(ExecutionOutcome.Finished.class);
          }
        });
  }

  /**
   * An offset at or above 2 GiB, and addresses of which the sum passes 4 GiB, are out of bounds.
   */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void addressesAndOffsetsDoNotWrap(EngineKind engine) throws Exception {
    // i32.const -2147483632; i32.load offset=2147483648; then the same from other sides
    for (String access :
        List.of(
            "4190 8080 8078 2802 8080 8080 08 1a",
            "417f 2802 ffff ffff 0f 1a",
            "4100 2802 8080 8080 08 1a",
            "417f 2d00 01 1a",
            "4190 8080 8078 4201 3703 8080 8080 08",
            "417c 4101 3602 04",
            "417e 4101 3b01 02",
            "417e 4101 3a00 02",
            "417e 4201 3c00 02",
            "417c 4201 3e02 04")) {
      byte[] wasm = finish(entry().memory().function(0, code(access + "4200")), 0);
      assertThat(run(Guest.accepted(wasm, engine, directory), EngineParams.DEFAULT))
          .as(access)
          .isInstanceOf(ExecutionOutcome.Trapped.class);
    }
  }

  /** 2^30 times 4, seen by each instruction that looks for 0, at once and by way of a variable. */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aProductOfWhichTheLowerHalfIsZeroIsZero(EngineKind engine) throws Exception {
    for (String way : List.of("", "2100 2000", "2200", "2401 2301", "1002")) {
      String product = "41 8080 8080 04 4104 6c" + way;
      for (String use :
          List.of(
              "0440 00 0b",
              "45 0440 05 00 0b",
              "ac 50 0440 05 00 0b",
              "ad 50 0440 05 00 0b",
              "2100 4101 4100 2000 1b 0440 00 0b",
              "2100 0240 0240 2000 0d00 0c01 0b 00 0b",
              "2100 0240 0240 2000 0e01 01 00 0b 00 0b")) {
        String body = product + use + "4200";
        byte[] wasm =
            finish(
                entry()
                    .type(1, I32, 1, I32)
                    .memory()
                    .globalI32(1024)
                    .mutableGlobal(I32)
                    .function(0, code(body))
                    .function(0, 0x42, 0)
                    .function(2, 0x20, 0),
                0);
        assertThat(run(Guest.accepted(wasm, engine, directory), EngineParams.DEFAULT))
            .as(body)
            .isInstanceOf(ExecutionOutcome.Finished.class);
      }
    }
  }

  @Test
  void p54AnArtifactDependsOnWhatItsNameTellsAndOnNothingElse() {
    EngineParams d = EngineParams.DEFAULT;
    byte[] first = artifact(d);
    assertThat(artifact(new EngineParams(10, d.stackLogicalMax(), 1 << 20, true)))
        .as("memory, native stack and host functions belong to an execution")
        .isEqualTo(first);
    assertThat(artifact(new EngineParams(d.maxMemoryPages(), 1024, d.stackNativeMax(), false)))
        .isNotEqualTo(first);
  }

  private static byte[] artifact(EngineParams params) {
    byte[] wasm =
        finish(entry().memory().function(1, code("4101")).function(0, code("1000 ad")), 1);
    return ((PrepareOutcome.Prepared) Preparer.prepare(wasm, params)).artifact().bytes();
  }
}
