package dev.vouch.pvf.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows S2, S6 and S9 of validation 6.3: branches, and what the limiter makes of whole modules. */
class StackLimiterRowsTest {
  private static final int[] NO_TO_NO = {0, 0};
  private static final int I32 = 0x7f;

  /** A direct call (WX-12): the cost to the one function, the call, the cost to the other. */
  private static final String CALL = "41 10 10 41 10 ";

  /** The functions behind all others: counter up and trap above the limit; counter down. */
  private static final List<String> COUNTING =
      List.of("23 20 6a 24 23 41 4b 04 00 0b 0b ", "23 20 6b 24 0b ");

  private static int cost(int[] type, int... code) throws RejectedModule {
    return StackCosts.of(ModuleReader.read(new WasmBuilder().type(type).function(0, code).build()))
        .of(0);
  }

  private static EngineModule engine(WasmBuilder module) throws RejectedModule {
    Module parsed = ModuleReader.read(module.build());
    return EngineModule.of(parsed, StackCosts.of(parsed), 1024);
  }

  private static Module instrumented(WasmBuilder module) throws RejectedModule {
    return ModuleReader.read(engine(module).complete());
  }

  /**
   * The opcodes of each defined function: of the original first, then of the thunks, without those
   * that count.
   */
  private static List<String> opcodes(Module module) throws RejectedModule {
    List<String> all = allOpcodes(module);
    int counting = all.size() - COUNTING.size();
    assertThat(all.subList(counting, all.size())).isEqualTo(COUNTING);
    return all.subList(0, counting);
  }

  private static List<String> allOpcodes(Module module) throws RejectedModule {
    List<String> all = new ArrayList<>();
    for (Body body : module.bodies) {
      Instructions in = new Instructions(module, body.code());
      StringBuilder text = new StringBuilder();
      while (!in.atEnd()) {
        in.next();
        text.append("%02x ".formatted(in.opcode));
      }
      all.add(text.toString());
    }
    return all;
  }

  /** Sibling of S1 and S3. */
  @Test
  void aReturnImplicitOrExplicitCostsWhatItReturns() throws Exception {
    int[] toI32 = {0, 1, I32};
    assertThat(cost(toI32, 0x41, 0)).isEqualTo(3);
    assertThat(cost(toI32, 0x41, 0, 0x0f)).isEqualTo(3);
  }

  /** Sibling of S5 and S7. */
  @Test
  void aBranchLeavesItsResultOnly() throws Exception {
    assertThat(cost(NO_TO_NO, 0x02, I32, 0x02, I32, 0x41, 99, 0x0c, 1, 0x0b, 0x0b, 0x1a))
        .isEqualTo(3);
    assertThat(
            cost(NO_TO_NO, 0x02, I32, 0x41, 1, 0x41, 2, 0x41, 3, 0x0d, 0, 0x1a, 0x1a, 0x0b, 0x1a))
        .isEqualTo(5);
    assertThat(cost(NO_TO_NO, 0x03, 0x40, 0x41, 1, 0x0d, 0, 0x0b)).isEqualTo(3);
  }

  @Test
  void s9EmptyFunctionsAreCountedByTheirFrame() throws Exception {
    WasmBuilder builder =
        new WasmBuilder()
            .type(NO_TO_NO)
            .function(0, 0x10, 1)
            .function(0)
            .memory()
            .export("main", 0, 0);
    Module m = instrumented(builder);
    assertThat(opcodes(m)).containsExactly(CALL + "0b ", "0b ", CALL + "0b ");
    assertThat(engine(builder).entry(0)).isEqualTo(2);
  }

  @Test
  void s9TheCounterComesBehindTheModulesOwnGlobals() throws Exception {
    Module m =
        instrumented(
            new WasmBuilder()
                .type(NO_TO_NO)
                .type(1, I32, 0)
                .function(0, 0x23, 0, 0x10, 1)
                .function(1, 0x20, 0, 0x1a)
                .memory()
                .globalI32(42)
                .export("main", 0, 0));
    assertThat(m.globals).hasSize(2);
    assertThat(m.globals.get(0).mutable()).isFalse();
    assertThat(m.globals.get(1).mutable()).isTrue();
    assertThat(opcodes(m)).containsExactly("23 " + CALL + "0b ", "20 1a 0b ", CALL + "0b ");
    assertThat(firstOperand(m, 0)).as("the module's own").isZero();
    assertThat(firstOperand(m, 3)).as("the counter").isEqualTo(1);
    assertThat(firstOperand(m, 4)).as("the counter").isEqualTo(1);
  }

  @Test
  void withoutTheCountTheModuleIsTheSameButForIt() throws Exception {
    WasmBuilder builder =
        new WasmBuilder()
            .type(NO_TO_NO)
            .function(0, 0x10, 1)
            .function(0)
            .memory()
            .export("main", 0, 0);
    Module parsed = ModuleReader.read(builder.build());
    Module uncounted =
        ModuleReader.read(EngineModule.uncounted(parsed, StackCosts.of(parsed), 1024).complete());
    assertThat(opcodes(uncounted)).containsExactly("10 0b ", "0b ", "10 0b ");
    assertThat(uncounted.functions).isEqualTo(instrumented(builder).functions);
  }

  private static int firstOperand(Module module, int body) throws RejectedModule {
    Instructions in = new Instructions(module, module.bodies.get(body).code());
    in.next();
    return in.operand;
  }

  @Test
  void s9ImportedFunctionsAreFree() throws Exception {
    WasmBuilder builder =
        new WasmBuilder()
            .type(NO_TO_NO)
            .importFunction("env", "foo", 0)
            .importFunction("env", "boo", 0)
            .function(0, 0x10, 0, 0x10, 1)
            .memory()
            .export("main", 0, 2)
            .export("foo", 0, 0);
    Module m = instrumented(builder);
    assertThat(opcodes(m)).containsExactly("10 10 0b ", CALL + "0b ");
    assertThat(engine(builder).entry(2)).isEqualTo(3);
    assertThat(engine(builder).entry(0)).isZero();
  }

  @Test
  void s9LocalsAreCountedInEveryGroup() throws Exception {
    byte[] locals = {2, 1, I32, 2, 0x7e}; // one i32 and two i64
    ByteWriter body = new ByteWriter(16).raw(locals, 0, locals.length).u8(0x0b);
    StackCosts costs =
        StackCosts.of(ModuleReader.read(new WasmBuilder().type(NO_TO_NO).body(0, body).build()));
    assertThat(costs.of(0)).isEqualTo(5);
  }

  @Test
  void s9AThunkPassesItsParametersOn() throws Exception {
    int[] add = {2, I32, I32, 1, I32};
    WasmBuilder builder =
        new WasmBuilder()
            .type(add)
            .function(0, 0x20, 0, 0x20, 1, 0x6a)
            .memory()
            .export("simple", 0, 0);
    Module m = instrumented(builder);
    assertThat(opcodes(m)).containsExactly("20 20 6a 0b ", "20 20 " + CALL + "0b ");
    assertThat(m.functions).containsExactly(0, 0, 1, 1);
    assertThat(m.types.get(1)).isEqualTo(StackCounter.TYPE);
    assertThat(engine(builder).entry(0)).isEqualTo(1);
  }

  @Test
  void s9TheStartFunctionIsEnteredThroughItsThunk() throws Exception {
    WasmBuilder builder =
        new WasmBuilder()
            .type(NO_TO_NO)
            .importFunction("env", "ext_start", 0)
            .function(0, 0x10, 0)
            .function(0)
            .memory()
            .export("call", 0, 2)
            .start(1);
    Module m = instrumented(builder);
    assertThat(opcodes(m)).containsExactly("10 0b ", "0b ", CALL + "0b ", CALL + "0b ");
    assertThat(m.start).hasValue(3);
    assertThat(engine(builder).entry(2)).isEqualTo(4);
  }

  @Test
  void s9ATableHoldsThunksAndOneFunctionHasOneOnly() throws Exception {
    int[] toI32 = {1, I32, 1, I32};
    WasmBuilder builder =
        new WasmBuilder()
            .type(toI32)
            .type(NO_TO_NO)
            .importFunction("env", "free", 1)
            .function(0, 0x20, 0, 0x41, 0, 0x11, 0, 0)
            .function(0, 0x20, 0)
            .memory()
            .table(0, 1, 2, 1)
            .export("i32.add", 0, 1);
    Module m = instrumented(builder);
    assertThat(opcodes(m))
        .containsExactly("20 41 11 0b ", "20 0b ", "20 " + CALL + "0b ", "20 " + CALL + "0b ");
    assertThat(m.elements.getFirst().functions()).containsExactly(0, 3, 4, 3);
    assertThat(engine(builder).entry(1)).isEqualTo(3);
  }
}
