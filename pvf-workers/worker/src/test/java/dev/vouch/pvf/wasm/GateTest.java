package dev.vouch.pvf.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which modules are accepted (validation 3.2). */
class GateTest {
  private static final int[] NO_TO_NO = {0, 0};
  private static final int I32 = 0x7f;

  private static WasmBuilder module() {
    return new WasmBuilder().type(NO_TO_NO).memory();
  }

  private static void refused(WasmBuilder module, RejectedModule.Step step, String reason) {
    assertThatThrownBy(() -> PreparedModule.of(module.build(), 65_536))
        .isInstanceOfSatisfying(
            RejectedModule.class,
            e -> {
              assertThat(e.reason()).contains(reason);
              assertThat(e.step()).isEqualTo(step);
            });
  }

  private static void malformed(WasmBuilder module, String reason) {
    refused(module, RejectedModule.Step.PREVALIDATION, reason);
  }

  private static void invalid(WasmBuilder module, String reason) {
    refused(module, RejectedModule.Step.PREPARATION, reason);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x06, 0x07, 0x08, 0x0a, 0x12, 0x13, 0x14, 0x18, 0x19, 0x1c, 0x1f, 0x25, 0x26, 0xc0, 0xc1,
        0xc2, 0xc3, 0xc4, 0xc5, 0xd0, 0xd1, 0xd2, 0xfb, 0xfc, 0xfd, 0xfe, 0xff
      })
  void instructionsOutsideTheMvpAreRefused(int opcode) {
    malformed(module().function(0, opcode, 0, 0, 0), "outside the accepted language");
  }

  @Test
  void anAlignmentLargerThanTheAccessIsRefusedInDeadCodeToo() throws Exception {
    int[] natural = {2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2};
    for (int i = 0; i < natural.length; i++) {
      int opcode = 0x28 + i;
      byte[] most = module().function(0, 0x00, opcode, natural[i], 0).build();
      assertThat(PreparedModule.of(most, 65_536).definedFunctions()).isEqualTo(1);
      for (int alignment : new int[] {natural[i] + 1, 0x40, 0x42, 0x7f}) {
        invalid(module().function(0, 0x00, opcode, alignment, 0), "larger than its access");
      }
    }
  }

  @Test
  void everyInstructionOfTheMvpIsRead() throws Exception {
    for (int opcode = 0x45; opcode <= 0xbf; opcode++) {
      byte[] code = module().function(0, opcode).build();
      assertThat(ModuleReader.read(code).bodies).hasSize(1);
    }
  }

  @Test
  void otherHeadersAreRefused() {
    byte[] version2 = module().build();
    version2[4] = 2;
    assertThatThrownBy(() -> ModuleReader.read(version2)).hasMessageContaining("version 1");
    assertThatThrownBy(() -> ModuleReader.read(new byte[0])).hasMessageContaining("version 1");
    assertThatThrownBy(() -> ModuleReader.read(new byte[] {'P', 'V', 'M', 0, 1}))
        .hasMessageContaining("PolkaVM");
  }

  @Test
  void bytesAfterTheLastSectionAreRefused() {
    malformed(module().append(0x0d, 0), "unknown section 13");
    malformed(module().append(0x80), "unknown section");
    malformed(module().append(11, 5, 1), "unexpected end");
    malformed(module().append(11, 2, 0, 0), "longer than its content");
  }

  @Test
  void sectionsComeInOrderAndOnce() {
    malformed(module().append(5, 3, 1, 0, 1), "out of order");
    malformed(module().append(11, 1, 0, 12, 1, 0), "out of order");
    malformed(module().append(11, 1, 0, 11, 1, 0), "out of order");
  }

  @Test
  void customSectionsMayStandAnywhereButNeedAName() {
    assertThatCode(
            () ->
                ModuleReader.read(module().append(0, 3, 1, 'x', 7, 11, 1, 0, 0, 2, 1, 'y').build()))
        .doesNotThrowAnyException();
    malformed(module().append(0, 0), "unexpected end");
    malformed(module().append(0, 2, 1, 0xff), "UTF-8");
  }

  @Test
  void aDataCountStandsBetweenElementsAndCode() throws Exception {
    assertThat(ModuleReader.read(module().append(12, 1, 0, 11, 1, 0).build()).dataCount)
        .hasValue(0);
    invalid(module().append(12, 1, 1, 11, 1, 0), "data count");
  }

  @Test
  void functionsAndBodiesAreEqualInNumber() {
    malformed(module().append(10, 4, 1, 2, 0, 0x0b), "0 functions but 1 bodies");
  }

  @Test
  void severalResultsAndBlockTypesOfTheTypeSectionAreRefused() {
    malformed(new WasmBuilder().type(0, 2, I32, I32), "several results");
    malformed(module().function(0, 0x02, 0x00, 0x0b), "block type");
  }

  @Test
  void paddedNumbersAreRead() throws Exception {
    byte[] code = module().function(0, 0x41, 0x81, 0x80, 0x80, 0x80, 0x00, 0x1a).build();
    assertThat(ModuleReader.read(code).bodies).hasSize(1);
    malformed(module().function(0, 0x41, 0x81, 0x80, 0x80, 0x80, 0x10, 0x1a), "more than 32 bits");
    malformed(
        module().function(0, 0x41, 0x81, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a), "more than 32 bits");
  }

  /** A block type is a number like any other to the reference's parser (WX-2). */
  @Test
  void paddedBlockTypesAreRead() throws Exception {
    int[][] none = {{0x40}, {0xc0, 0x7f}, {0xc0, 0xff, 0xff, 0xff, 0x7f}};
    int[][] i32 = {{0x7f}, {0xff, 0x7f}, {0xff, 0xff, 0xff, 0xff, 0x7f}};
    for (int opcode : new int[] {0x02, 0x03, 0x04}) {
      for (int n = 0; n < 3; n++) {
        WasmBuilder module = module();
        module.function(0, code(new int[] {0x41, 0, opcode}, none[n], 0x0b, 0x00));
        module.function(0, code(new int[] {0x41, 0, opcode}, i32[n], 0x41, 0, 0x05, 0x41, 1, 0x0b));
        assertThat(ModuleReader.read(module.build()).bodies).hasSize(2);
      }
    }
    for (int[] type :
        new int[][] {
          {0x00}, {0x80, 0x00}, {0xc0, 0x00}, {0xff, 0x00}, {0x6f}, {0x70}, {0x7b}, {0xfb, 0x7f}
        }) {
      malformed(module().function(0, code(new int[] {0x02}, type, 0x0b)), "block type");
    }
    for (int[] type :
        new int[][] {
          {0xff, 0xff, 0xff, 0xff, 0x0f},
          {0xff, 0xff, 0xff, 0xff, 0x6f},
          {0xc0, 0xff, 0xff, 0xff, 0xff, 0x7f}
        }) {
      malformed(module().function(0, code(new int[] {0x02}, type, 0x0b)), "more than 32 bits");
    }
  }

  private static int[] code(int[] before, int[] type, int... after) {
    return Stream.of(before, type, after).flatMapToInt(IntStream::of).toArray();
  }

  @Test
  void indicesOutOfRangeAreInvalid() {
    invalid(module().function(0, 0x10, 9), "call of function");
    invalid(module().function(3), "unknown type");
    invalid(module().export("x", 0, 5), "something unknown");
    invalid(module().start(4), "unknown start function");
    invalid(module().table(7), "element segment");
    int[] index = {2, 0xff, 0xff, 0xff, 0xff, 0x0f};
    for (int local = 0x20; local <= 0x22; local++) {
      invalid(module().function(0, 0x00, local, 0), "unknown local 0");
      index[0] = local;
      invalid(module().function(0, code(new int[] {0x00}, index)), "unknown local 4294967295");
    }
    for (int global = 0x23; global <= 0x24; global++) {
      invalid(module().function(0, 0x00, global, 0), "unknown global 0");
      index[0] = global;
      invalid(module().function(0, code(new int[] {0x00}, index)), "unknown global 4294967295");
    }
  }

  /** The bounds were found by trying Wasmtime 36. */
  @Test
  void sizesEndWhereThoseOfTheReferenceEnd() throws Exception {
    accepted(module().export("x".repeat(100_000), 2, 0));
    invalid(module().export("x".repeat(100_001), 2, 0), "100001 bytes of a name");
    accepted(module().export("\u00e4".repeat(50_000), 2, 0));
    invalid(module().export("\u00e4".repeat(50_001), 2, 0), "bytes of a name");
    invalid(module().importFunction("env", "x".repeat(100_001), 0), "bytes of a name");
    accepted(module().type(parameters(1_000)));
    invalid(module().type(parameters(1_001)), "1001 parameters");
    accepted(module().functionWithLocals(0, 50_000, I32));
    invalid(module().functionWithLocals(0, 50_001, I32), "too many locals");
    accepted(module().type(2, I32, I32, 0).functionWithLocals(1, 49_998, I32));
    invalid(module().type(2, I32, I32, 0).functionWithLocals(1, 49_999, I32), "too many locals");
    accepted(module().function(0, branchTable(131_072)));
    invalid(module().function(0, branchTable(131_073)), "131073 targets");
  }

  private static void accepted(WasmBuilder module) throws RejectedModule {
    assertThat(PreparedModule.of(module.build(), 65_536).complete()).isNotEmpty();
  }

  private static int[] parameters(int count) {
    int[] type = new int[3 + count];
    Arrays.fill(type, I32);
    type[0] = count & 0x7f | 0x80;
    type[1] = count >> 7;
    type[2 + count] = 0;
    return type;
  }

  private static int[] branchTable(int targets) {
    int[] code = new int[6 + targets + 1];
    code[0] = 0x41; // i32.const 0, br_table
    code[2] = 0x0e;
    code[3] = targets & 0x7f | 0x80;
    code[4] = targets >> 7 & 0x7f | 0x80;
    code[5] = targets >> 14;
    return code;
  }

  @Test
  void exportNamesAreUnique() {
    invalid(module().export("memory", 2, 0).export("memory", 2, 0), "duplicate export");
  }

  @Test
  void anImportedMemoryBecomesADefinedOne() throws Exception {
    byte[] code = new WasmBuilder().type(NO_TO_NO).importMemory("any", "memory", 3).build();
    Interface described = PreparedModule.of(code, 65_536).describe();
    assertThat(described.memory()).isZero();
    assertThat(described.initialPages()).isEqualTo(3);
    assertThat(described.foreignImport()).isEmpty();
    invalid(module().importMemory("env", "memory", 1), "another one defined");
    invalid(
        new WasmBuilder().importMemory("env", "memory", 1).append(5, 1, 0), "another one defined");
  }

  @Test
  void anImportedGlobalIsAMatterOfResolution() throws Exception {
    byte[] code = module().importGlobal("env", "g", I32, 1).build();
    assertThat(PreparedModule.of(code, 65_536).describe().foreignImport()).contains("env:g");
  }

  @Test
  void everyCutAndEveryChangedByteGivesAVerdict() {
    long seed = 7;
    Random random = new Random(seed);
    byte[] whole =
        module()
            .function(0, 0x02, 0x40, 0x41, 1, 0x0d, 0, 0x0b, 0x10, 0)
            .table(0)
            .export("validate_block", 0, 0)
            .build();
    for (int i = 0; i < whole.length; i++) {
      verdict(Arrays.copyOf(whole, i));
    }
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        verdict(changed);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static void verdict(byte[] code) {
    try {
      PreparedModule.of(code, 65_536).complete();
    } catch (RejectedModule e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }
}
