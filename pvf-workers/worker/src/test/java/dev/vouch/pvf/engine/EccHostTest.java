package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.pvf.wasm.WasmBuilder;
import dev.vouch.vectors.VectorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The elliptic-curve host functions, called by a guest (validation HF-9, P57). */
class EccHostTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;
  private static final int CASES_OF_A_KIND = 2;
  private static final byte NOT_ZERO = 0x55;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void p57AGuestGetsTheCodeAndTheWholeBufferOfTheReference(EngineKind engine) throws Exception {
    Map<String, Integer> seen = new HashMap<>();
    List<JsonNode> chosen = new ArrayList<>();
    VectorFile.read("ecc")
        .check(
            v -> {
              String kind = v.get("function").asText() + v.get("code").asInt();
              if (seen.merge(kind, 1, Integer::sum) <= CASES_OF_A_KIND) {
                chosen.add(v);
              }
            });
    assertThat(chosen).isNotEmpty();
    Guest.run(
        () -> {
          for (JsonNode v : chosen) {
            assertThat(run(v, engine, enabled())).as(v.get("id").asText()).isEqualTo(expected(v));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void p57WithoutTheParameterACallTraps(EngineKind engine) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    VectorFile.read("ecc").check(all::add);
    Guest.run(
        () -> assertThat(run(all.getFirst(), engine, EngineParams.DEFAULT)).isEqualTo("Trapped"));
  }

  private static String expected(JsonNode v) {
    int code = v.get("code").asInt();
    return switch (code) {
      case -1 -> "Trapped";
      case -2 -> "Undecided";
      default -> "%02x".formatted(code) + v.get("out").asText();
    };
  }

  /** Runs a module that finds inputs and output buffer in its parameters. */
  private String run(JsonNode v, EngineKind engine, EngineParams params) {
    byte[] first = HexFormat.of().parseHex(v.get("inputs").get(0).asText());
    boolean inPlace = v.get("inputs").size() == 1;
    byte[] second =
        inPlace ? new byte[0] : HexFormat.of().parseHex(v.get("inputs").get(1).asText());
    int outLength = inPlace ? first.length : v.get("out_len").asInt();
    int out = inPlace ? 0 : first.length + second.length;
    byte[] given = new byte[out + outLength + 1];
    System.arraycopy(first, 0, given, 0, first.length);
    System.arraycopy(second, 0, given, first.length, second.length);
    if (!inPlace && outLength > 0) {
      given[out] = NOT_ZERO;
      given[out + outLength - 1] = NOT_ZERO;
    }
    WasmBuilder module =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .type(inPlace ? new int[] {1, I64, 1, I32} : new int[] {3, I64, I64, I64, 1, I32})
            .importFunction("env", "ext_host_calls_" + v.get("function").asText() + "_version_1", 1)
            .memory(20, 20);
    List<Integer> code = new ArrayList<>();
    add(code, 0x20, 0); // the address of the code, for the store below
    if (inPlace) {
      slice(code, 0, first.length);
    } else {
      slice(code, 0, first.length);
      slice(code, first.length, second.length);
      slice(code, out, outLength);
    }
    add(code, 0x10, 0, 0x3a, 0); // call, i32.store8 behind the output
    leb(code, out + outLength);
    slice(code, out, outLength + 1);
    byte[] wasm =
        module
            .function(0, code.stream().mapToInt(i -> i).toArray())
            .globalI32(65_536)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 1)
            .build();
    return switch (Guest.accepted(wasm, engine, directory).execute(given, params)) {
      case ExecutionOutcome.Finished f -> {
        String hex = HexFormat.of().formatHex(f.result());
        yield hex.substring(hex.length() - 2) + hex.substring(0, hex.length() - 2);
      }
      case ExecutionOutcome.Trapped t -> "Trapped";
      case ExecutionOutcome.Undecided u -> "Undecided";
      case ExecutionOutcome.NotConstructed n -> n.reason();
    };
  }

  /** Pushes {@code (parameters + offset) | length << 32}. */
  private static void slice(List<Integer> code, int offset, int length) {
    add(code, 0x20, 0, 0xad, 0x42);
    leb(code, (long) length << 32 | offset);
    add(code, 0x7c);
  }

  private static void leb(List<Integer> code, long value) {
    long rest = value;
    while (rest > 0x3f) {
      code.add((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    code.add((int) rest);
  }

  private static void add(List<Integer> code, int... bytes) {
    for (int b : bytes) {
      code.add(b);
    }
  }

  private static EngineParams enabled() {
    EngineParams d = EngineParams.DEFAULT;
    return new EngineParams(d.maxMemoryPages(), d.stackLogicalMax(), d.stackNativeMax(), true);
  }
}
