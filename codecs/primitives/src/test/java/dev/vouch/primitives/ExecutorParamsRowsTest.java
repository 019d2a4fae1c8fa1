package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.ExecutorParam.EnabledHostFunction;
import dev.vouch.primitives.ExecutorParam.MaxMemoryPages;
import dev.vouch.primitives.ExecutorParam.PrecheckingMaxMemory;
import dev.vouch.primitives.ExecutorParam.PvfExecTimeout;
import dev.vouch.primitives.ExecutorParam.PvfPrepTimeout;
import dev.vouch.primitives.ExecutorParam.StackLogicalMax;
import dev.vouch.primitives.ExecutorParam.StackNativeMax;
import dev.vouch.primitives.ExecutorParam.WasmExtBulkMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row P43 of validation 6.2, and PH-10, PH-11. */
class ExecutorParamsRowsTest {
  private static ExecutorParams params(ExecutorParam... params) {
    return new ExecutorParams(List.of(params));
  }

  @Test
  void p43OnlyWhatPreparationDependsOnChangesTheNameOfAnArtifact() {
    Hash none = ExecutorParams.defaults().preparationHash();
    assertThat(params(new StackLogicalMax(1)).preparationHash())
        .isNotEqualTo(params(new StackLogicalMax(2)).preparationHash())
        .isNotEqualTo(none);
    assertThat(params(new WasmExtBulkMemory()).preparationHash()).isNotEqualTo(none);
    for (ExecutorParam param :
        List.of(
            new MaxMemoryPages(1),
            new StackNativeMax(1),
            new PrecheckingMaxMemory(1),
            new PvfPrepTimeout(PvfPrepKind.PRECHECK, 1),
            new PvfPrepTimeout(PvfPrepKind.PREPARE, 1),
            new PvfExecTimeout(PvfExecKind.BACKING, 1),
            new PvfExecTimeout(PvfExecKind.APPROVAL, 1),
            new EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163))) {
      assertThat(params(param).preparationHash()).as("%s", param).isEqualTo(none);
      assertThat(params(param).hash()).as("%s", param).isNotEqualTo(params().hash());
    }
  }

  @Test
  void theNameOfAnArtifactGoesByTheOrderOfTheList() {
    ExecutorParam stack = new StackLogicalMax(1);
    ExecutorParam bulk = new WasmExtBulkMemory();
    assertThat(params(stack, bulk).preparationHash())
        .isNotEqualTo(params(bulk, stack).preparationHash());
    assertThat(params(stack, new MaxMemoryPages(1), bulk).preparationHash())
        .isEqualTo(params(stack, bulk).preparationHash());
  }

  /** PH-11: the relay chain refuses duplicates, so this only matters should it ever not. */
  @Test
  void ofDuplicatesLimitsOfTimeTakeTheFirstAndSettingsOfTheEngineTheLast() {
    ExecutorParams twice =
        params(
            new MaxMemoryPages(10),
            new MaxMemoryPages(20),
            new StackLogicalMax(2000),
            new StackLogicalMax(3000),
            new StackNativeMax(1 << 20),
            new StackNativeMax(1 << 21),
            new PrecheckingMaxMemory(1),
            new PrecheckingMaxMemory(2),
            new PvfExecTimeout(PvfExecKind.BACKING, 1),
            new PvfExecTimeout(PvfExecKind.BACKING, 2),
            new PvfPrepTimeout(PvfPrepKind.PREPARE, 1),
            new PvfPrepTimeout(PvfPrepKind.PREPARE, 2));
    assertThat(twice.maxMemoryPages()).isEqualTo(20 + ExecutorParams.BASE_HEAP_PAGES);
    assertThat(twice.stackLogicalMax()).isEqualTo(3000);
    assertThat(twice.stackNativeMax()).isEqualTo(1 << 21);
    assertThat(twice.precheckingMaxMemory()).hasValue(1);
    assertThat(twice.execTimeout(PvfExecKind.BACKING)).hasValue(1);
    assertThat(twice.prepTimeout(PvfPrepKind.PREPARE)).hasValue(1);
  }

  @Test
  void memoryPagesSaturate() {
    assertThat(params(new MaxMemoryPages(U32.MAX)).maxMemoryPages()).isEqualTo(U32.MAX);
    assertThat(params(new MaxMemoryPages(8192)).maxMemoryPages()).isEqualTo(8192 + 32);
    assertThat(params().maxMemoryPages()).isEqualTo(2080);
  }
}
