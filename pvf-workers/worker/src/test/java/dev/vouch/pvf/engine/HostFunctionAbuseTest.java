package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every host function of validation 3.5, those of HF-9 included, with hostile arguments: ranges
 * that end one byte too late, lengths that are negative, sums that wrap, empty ranges beyond the
 * end, numbers that name nothing. Each must end in a trap, never in a failure of ours and never in
 * a result.
 */
class HostFunctionAbuseTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;
  private static final int MEMORY = 65_536;

  /** One page, and the elliptic-curve functions enabled. */
  private static final EngineParams PARAMS = new EngineParams(1, 65_536, 1 << 20, true);

  /** The functions with their parameters: p pointer, n number, f fat value, l 64-bit number. */
  private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

  /** Functions that trap whatever they are given (HF-4). */
  private static final List<String> ALWAYS =
      List.of("_public_keys_", "_generate_", "_sign_", "ed25519_batch", "finish_batch");

  static {
    add("misc_print_num_version_1", "l>");
    add("misc_print_utf8_version_1", "f>");
    add("misc_print_hex_version_1", "f>");
    add("misc_runtime_version_version_1", "f>l");
    for (String scheme : List.of("ed25519", "sr25519", "ecdsa")) {
      add("crypto_" + scheme + "_verify_version_1", "pfp>i");
      add("crypto_" + scheme + "_batch_verify_version_1", "pfp>i");
      add("crypto_" + scheme + "_public_keys_version_1", "p>l");
      add("crypto_" + scheme + "_generate_version_1", "pf>i");
      add("crypto_" + scheme + "_sign_version_1", "ppf>l");
    }
    add("crypto_ecdsa_sign_prehashed_version_1", "ppp>l");
    add("crypto_sr25519_verify_version_2", "pfp>i");
    add("crypto_ecdsa_verify_version_2", "pfp>i");
    add("crypto_ecdsa_verify_prehashed_version_1", "ppp>i");
    add("crypto_start_batch_verify_version_1", ">");
    add("crypto_finish_batch_verify_version_1", ">i");
    for (String version : List.of("1", "2")) {
      add("crypto_secp256k1_ecdsa_recover_version_" + version, "pp>l");
      add("crypto_secp256k1_ecdsa_recover_compressed_version_" + version, "pp>l");
    }
    for (String hash :
        List.of(
            "keccak_256",
            "keccak_512",
            "sha2_256",
            "blake2_128",
            "blake2_256",
            "twox_64",
            "twox_128",
            "twox_256")) {
      add("hashing_" + hash + "_version_1", "f>i");
    }
    add("allocator_malloc_version_1", "n>i");
    add("allocator_free_version_1", "n>");
    add("logging_log_version_1", "nff>");
    add("logging_max_level_version_1", ">i");
    for (String hash : List.of("blake2", "keccak")) {
      add("trie_" + hash + "_256_root_version_1", "f>i");
      add("trie_" + hash + "_256_root_version_2", "fn>i");
      add("trie_" + hash + "_256_ordered_root_version_1", "f>i");
      add("trie_" + hash + "_256_ordered_root_version_2", "fn>i");
      add("trie_" + hash + "_256_verify_proof_version_1", "pfff>i");
      add("trie_" + hash + "_256_verify_proof_version_2", "pfffn>i");
    }
  }

  static {
    String ecc = "host_calls_";
    add(ecc + "bls12_381_multi_miller_loop_version_1", "fff>i");
    add(ecc + "bls12_381_final_exponentiation_version_1", "f>i");
    for (String operation : List.of("msm", "mul")) {
      add(ecc + "bls12_381_" + operation + "_g1_version_1", "fff>i");
      add(ecc + "bls12_381_" + operation + "_g2_version_1", "fff>i");
      for (String curve : List.of("pallas", "vesta", "ed_on_bls12_381_bandersnatch")) {
        add(ecc + curve + "_" + operation + "_version_1", "fff>i");
      }
    }
  }

  @TempDir Path directory;

  private static void add(String name, String signature) {
    FUNCTIONS.put("ext_" + name, signature);
  }

  private static String parameters(String signature) {
    return signature.substring(0, signature.indexOf('>'));
  }

  private static long fat(long pointer, long length) {
    return pointer | length << 32;
  }

  /** What each kind of parameter is given when another one is the hostile one. */
  private static long harmless(char kind) {
    return switch (kind) {
      case 'f' -> fat(64, 1); // a zero byte: also the SCALE of an empty list
      case 'p' -> 64;
      default -> 0;
    };
  }

  private static List<Long> hostile(char kind) {
    return switch (kind) {
      case 'f' ->
          List.of(
              fat(MEMORY - 3, 4),
              fat(MEMORY + 1, 0),
              fat(0xffff_ffffL, 0),
              fat(0, 0xffff_ffffL),
              fat(0, 0x8000_0000L),
              fat(0xffff_fff0L, 0x20),
              fat(0x8000_0000L, 0x8000_0000L),
              fat(8, MEMORY));
      case 'p' -> List.of((long) MEMORY, MEMORY - 15L, 0xffff_ffffL, 0x8000_0000L);
      case 'n' -> List.of(0xffff_ffffL);
      default -> List.of();
    };
  }

  /** A module of which the entry calls the function with the arguments that it finds at 32768. */
  private LoadedPvf caller(String name, String signature) {
    String parameters = parameters(signature);
    String result = signature.substring(signature.indexOf('>') + 1);
    List<Integer> type = new ArrayList<>();
    type.add(parameters.length());
    parameters.chars().forEach(c -> type.add(c == 'f' || c == 'l' ? I64 : I32));
    type.add(result.length());
    result.chars().forEach(c -> type.add(c == 'l' ? I64 : I32));
    List<Integer> code = new ArrayList<>();
    for (int i = 0; i < parameters.length(); i++) {
      boolean wide = type.get(i + 1) == I64;
      // the input is the arguments, eight bytes each
      code.addAll(List.of(0x20, 0, wide ? 0x29 : 0x28, 0, 8 * i));
    }
    code.addAll(List.of(0x10, 0));
    if (!result.isEmpty()) {
      code.add(0x1a);
    }
    code.addAll(List.of(0x42, 0));
    byte[] wasm =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .type(ints(type))
            .importFunction("env", name, 1)
            .memory()
            .function(0, ints(code))
            .globalI32(32_768)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 1)
            .build();
    return Guest.accepted(wasm, EngineKind.CHICORY, directory);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static ExecutionOutcome call(LoadedPvf pvf, long[] arguments) {
    byte[] params = new byte[8 * arguments.length];
    java.nio.ByteBuffer.wrap(params)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .put(arguments);
    return pvf.execute(params, PARAMS);
  }

  private static long[] harmlessArguments(String signature) {
    return parameters(signature).chars().mapToLong(c -> harmless((char) c)).toArray();
  }

  @Test
  void theListOfFunctionsIsThatOfTheSpecification() {
    FUNCTIONS.forEach(
        (name, signature) -> {
          HostFunction known = Objects.requireNonNull(HostInterface.find(name, PARAMS), name);
          assertThat(known.type().params()).as(name).hasSize(parameters(signature).length());
        });
    assertThat(FUNCTIONS).hasSize(53 + 12);
  }

  @Test
  void harmlessArgumentsGiveAResultWhereThereIsOne() throws Exception {
    List<String> wrong = new ArrayList<>();
    Guest.run(
        () ->
            FUNCTIONS.forEach(
                (name, signature) -> {
                  boolean traps =
                      ALWAYS.stream().anyMatch(name::contains)
                          || name.equals("ext_allocator_free_version_1");
                  ExecutionOutcome outcome =
                      call(caller(name, signature), harmlessArguments(signature));
                  Class<?> expected =
                      traps ? ExecutionOutcome.Trapped.class : ExecutionOutcome.Finished.class;
                  if (!expected.isInstance(outcome)) {
                    wrong.add(name + ": " + outcome);
                  }
                }));
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyHostileArgumentTrapsInEveryFunction() throws Exception {
    List<String> wrong = new ArrayList<>();
    Guest.run(
        () ->
            FUNCTIONS.forEach(
                (name, signature) -> {
                  LoadedPvf pvf = caller(name, signature);
                  String parameters = parameters(signature);
                  for (int i = 0; i < parameters.length(); i++) {
                    for (long value : hostile(parameters.charAt(i))) {
                      long[] arguments = harmlessArguments(signature);
                      arguments[i] = value;
                      ExecutionOutcome outcome = call(pvf, arguments);
                      if (!(outcome instanceof ExecutionOutcome.Trapped)) {
                        wrong.add(name + Arrays.toString(arguments) + ": " + outcome);
                      }
                    }
                  }
                }));
    assertThat(wrong).isEmpty();
  }

  @Test
  void allOfMemoryIsAnArgumentLikeAnyOther() throws Exception {
    List<String> wrong = new ArrayList<>();
    Guest.run(
        () ->
            FUNCTIONS.forEach(
                (name, signature) -> {
                  if (!parameters(signature).contains("f")
                      || ALWAYS.stream().anyMatch(name::contains)) {
                    return;
                  }
                  long[] arguments = harmlessArguments(signature);
                  for (int i = 0; i < arguments.length; i++) {
                    if (parameters(signature).charAt(i) == 'f') {
                      arguments[i] = fat(0, MEMORY);
                    }
                  }
                  ExecutionOutcome outcome = call(caller(name, signature), arguments);
                  if (!(outcome instanceof ExecutionOutcome.Finished)) {
                    wrong.add(name + ": " + outcome);
                  }
                }));
    assertThat(wrong).isEmpty();
  }
}
