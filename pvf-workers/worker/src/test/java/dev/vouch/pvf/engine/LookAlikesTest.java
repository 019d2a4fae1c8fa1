package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import org.junit.jupiter.api.Test;

class LookAlikesTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  /** {@code memcpy} byte by byte, but one that writes a byte more when it copies seven. */
  private static final int[] IMITATION = {
    0x20, 0, 0x21, 3, 0x20, 2, 0x41, 7, 0x46, 0x04, 0x40, 0x20, 2, 0x41, 1, 0x6a, 0x21, 2, 0x0b,
    0x02, 0x40, 0x03, 0x40, 0x20, 2, 0x45, 0x0d, 1, 0x20, 0, 0x20, 1, 0x2d, 0, 0, 0x3a, 0, 0,
    0x20, 0, 0x41, 1, 0x6a, 0x21, 0, 0x20, 1, 0x41, 1, 0x6a, 0x21, 1, 0x20, 2, 0x41, 1, 0x6b,
    0x21, 2, 0x0c, 0, 0x0b, 0x0b, 0x20, 3
  };

  @Test
  void anImitationIsNamedAndRunsAsItIs() throws Exception {
    byte[] wasm =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .type(3, I32, I32, I32, 1, I32)
            .memory()
            .functionWithLocals(1, 1, I32, IMITATION)
            .function(
                0,
                // eight bytes of 1 at 64, seven of them copied to 0; eight bytes from 0
                0x41,
                0xc0,
                0,
                0x42,
                0x7f,
                0x37,
                0,
                0,
                0x41,
                0,
                0x41,
                0xc0,
                0,
                0x41,
                7,
                0x10,
                0,
                0x1a,
                0x42,
                8,
                0x42,
                32,
                0x86)
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 1)
            .build();
    PreparedArtifact artifact =
        ((PrepareOutcome.Prepared) Preparer.prepare(wasm, EngineParams.DEFAULT)).artifact();
    assertThat(artifact.facts().lookAlikes())
        .singleElement()
        .asString()
        .startsWith("function 0 looks like memcpy or memmove, sha256 ");
    LoadedPvf loaded = Engine.load(artifact.bytes(), EngineKind.CHICORY);
    assertThat(loaded.facts()).isEqualTo(artifact.facts());
    Guest.run(
        () -> {
          ExecutionOutcome run = loaded.execute(new byte[1], EngineParams.DEFAULT);
          byte all = -1;
          assertThat(((ExecutionOutcome.Finished) run).result())
              .containsExactly(all, all, all, all, all, all, all, all);
        });
  }
}
