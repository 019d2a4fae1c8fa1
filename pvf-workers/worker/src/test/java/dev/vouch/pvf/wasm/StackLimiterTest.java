package dev.vouch.pvf.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Rows S of validation 6.3 and the oddities of WX-13. */
class StackLimiterTest {
  private static final int[] NO_TO_NO = {0, 0};
  private static final int I32 = 0x7f;

  private static int cost(int[] type, int... code) throws RejectedModule {
    return costs(new WasmBuilder().type(type).function(0, code)).of(0);
  }

  private static StackCosts costs(WasmBuilder module) throws RejectedModule {
    return StackCosts.of(ModuleReader.read(module.build()));
  }

  @Test
  void s1ThreeConstantsAndThreeDropsCostFive() throws Exception {
    assertThat(cost(NO_TO_NO, 0x41, 1, 0x41, 2, 0x41, 3, 0x1a, 0x1a, 0x1a)).isEqualTo(5);
  }

  @Test
  void s3UnreachableCodeDoesNotCount() throws Exception {
    assertThat(cost(NO_TO_NO, 0x00, 0x40, 0x00)).isEqualTo(2);
  }

  @Test
  void s4CodeAfterUnreachableDoesNotCount() throws Exception {
    assertThat(cost(NO_TO_NO, 0x41, 1, 0x41, 2, 0x1a, 0x1a, 0x00, 0x41, 1, 0x41, 2, 0x41, 3))
        .isEqualTo(4);
  }

  @Test
  void s5AnIndirectCallPopsItsIndex() throws Exception {
    assertThat(cost(NO_TO_NO, 0x41, 0, 0x11, 0, 0, 0x41, 0, 0x11, 0, 0, 0x41, 0, 0x11, 0, 0))
        .isEqualTo(3);
  }

  @Test
  void s7ElseKeepsTheHeightOfThen() throws Exception {
    assertThat(
            cost(
                NO_TO_NO, 0x41, 7, 0x41, 1, 0x04, I32, 0x41, 42, 0x05, 0x41, 0x63, 0x0b, 0x41, 0x61,
                0x1a, 0x1a, 0x1a))
        .isEqualTo(6 - 1);
  }

  @Test
  void s8ParametersAreFreeAndLocalsAreNot() throws Exception {
    int[] add = {2, I32, I32, 1, I32};
    assertThat(cost(add, 0x20, 0, 0x20, 1, 0x6a)).isEqualTo(4);
    WasmBuilder withLocals =
        new WasmBuilder().type(add).functionWithLocals(0, 1000, I32, 0x20, 0, 0x20, 1, 0x6a);
    assertThat(costs(withLocals).of(0)).isEqualTo(1004);
  }

  @Test
  void aConstantThatIsReturnedCostsThree() throws Exception {
    assertThat(cost(new int[] {0, 1, I32}, 0x41, 1, 0x0f)).isEqualTo(3);
  }

  @Test
  void twoBinaryOperatorsInDeadCodeUnderflow() {
    assertThatThrownBy(() -> cost(new int[] {0, 1, I32}, 0x00, 0x6a, 0x6a))
        .isInstanceOf(RejectedModule.class)
        .hasMessageContaining("underflow");
  }

  @Test
  void localsBeyond32BitsAreMalformedAndTheirCostOverflows() {
    ByteWriter twoGroups = new ByteWriter(32).u8(2).u32(-1).u8(I32).u32(1).u8(I32).u8(0x0b);
    assertThatThrownBy(() -> costs(new WasmBuilder().type(NO_TO_NO).body(0, twoGroups)))
        .hasMessageContaining("too many locals");
    ByteWriter oneGroup = new ByteWriter(32).u8(1).u32(-1).u8(I32).u8(0x0b);
    assertThatThrownBy(() -> costs(new WasmBuilder().type(NO_TO_NO).body(0, oneGroup)))
        .hasMessageContaining("overflows");
  }

  @Test
  void exportedListedAndStartFunctionsShareOneThunkEach() throws Exception {
    StackCosts costs =
        costs(
            new WasmBuilder()
                .type(NO_TO_NO)
                .importFunction("env", "f", 0)
                .function(0)
                .function(0)
                .function(0)
                .export("imported", 0, 0)
                .export("a", 0, 2)
                .export("b", 0, 2)
                .start(1)
                .table(0, 1, 2));
    assertThat(costs.thunks().stream()).containsExactly(1, 2);
    assertThat(costs.of(0)).isZero();
  }

  @Test
  void anInstrumentedModuleHoldsCounterThunksAndChecks() throws Exception {
    byte[] code =
        new WasmBuilder()
            .type(NO_TO_NO)
            .function(0, 0x10, 0)
            .memory()
            .export("memory", 2, 0)
            .export("validate_block", 0, 0)
            .build();
    PreparedModule prepared = PreparedModule.of(code, 1024);
    Module written = ModuleReader.read(prepared.complete());
    assertThat(written.functions).as("its own, a thunk, two that count").hasSize(4);
    assertThat(written.globals).hasSize(1);
    assertThat(written.globals.getFirst().mutable()).isTrue();
    Instructions body = new Instructions(written, written.bodies.getFirst().code());
    StringBuilder opcodes = new StringBuilder();
    while (!body.atEnd()) {
      body.next();
      opcodes.append("%02x ".formatted(body.opcode));
    }
    assertThat(opcodes).hasToString("41 10 10 41 10 0b ");
  }
}
