package dev.vouch.pvf.engine;

import dev.vouch.pvf.rewrite.HostBinding;
import dev.vouch.pvf.wasm.ImportedFunction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Host functions that generated code calls by name, without an argument array and a call through an
 * interface: those of which a block makes a hundred thousand calls and more. They do what the
 * functions of {@link HostInterface} do, which the interpreter calls, and share their code.
 */
public final class BoundHost {
  /** Methods by import name; no other is ever bound. */
  static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("ext_allocator_malloc_version_1", "malloc"),
          Map.entry("ext_allocator_free_version_1", "free"),
          Map.entry("ext_hashing_keccak_256_version_1", "keccak256"),
          Map.entry("ext_hashing_sha2_256_version_1", "sha256"),
          Map.entry("ext_hashing_blake2_128_version_1", "blake2b128"),
          Map.entry("ext_hashing_blake2_256_version_1", "blake2b256"),
          Map.entry("ext_hashing_twox_64_version_1", "twox64"),
          Map.entry("ext_hashing_twox_128_version_1", "twox128"),
          Map.entry("ext_hashing_twox_256_version_1", "twox256"));

  private BoundHost() {}

  /** Method that an import is bound to; empty if it is called through the interface. */
  static String method(ImportedFunction imported) {
    HostFunction known = HostInterface.find(imported.name(), EngineParams.DEFAULT);
    return known == null || !known.type().equals(imported.type())
        ? ""
        : METHODS.getOrDefault(imported.name(), "");
  }

  /**
   * What the stubs of a module's imports become.
   *
   * @param memory whether it has one; without it there is nothing through which a bound function
   *     finds the host
   */
  static HostBinding binding(List<ImportedFunction> imports, boolean memory) {
    Map<String, String> methods = new TreeMap<>();
    for (int i = 0; memory && i < imports.size(); i++) {
      String method = method(imports.get(i));
      if (!method.isEmpty()) {
        methods.put("func_" + i, method);
      }
    }
    return new HostBinding(BoundHost.class, methods);
  }

  /** {@code ext_allocator_malloc_version_1}. */
  public static int malloc(int size, LinearMemory memory) {
    return memory.host().allocate(size);
  }

  /** {@code ext_allocator_free_version_1}. */
  public static void free(int pointer, LinearMemory memory) {
    memory.host().deallocate(pointer);
  }

  /** {@code ext_hashing_keccak_256_version_1}. */
  public static int keccak256(long data, LinearMemory memory) {
    return HashingHost.keccak256(memory.host(), data);
  }

  /** {@code ext_hashing_sha2_256_version_1}. */
  public static int sha256(long data, LinearMemory memory) {
    return HashingHost.sha256(memory.host(), data);
  }

  /** {@code ext_hashing_blake2_128_version_1}. */
  public static int blake2b128(long data, LinearMemory memory) {
    return HashingHost.blake2b128(memory.host(), data);
  }

  /** {@code ext_hashing_blake2_256_version_1}. */
  public static int blake2b256(long data, LinearMemory memory) {
    return HashingHost.blake2b256(memory.host(), data);
  }

  /** {@code ext_hashing_twox_64_version_1}. */
  public static int twox64(long data, LinearMemory memory) {
    return HashingHost.twox64(memory.host(), data);
  }

  /** {@code ext_hashing_twox_128_version_1}. */
  public static int twox128(long data, LinearMemory memory) {
    return HashingHost.twox128(memory.host(), data);
  }

  /** {@code ext_hashing_twox_256_version_1}. */
  public static int twox256(long data, LinearMemory memory) {
    return HashingHost.twox256(memory.host(), data);
  }
}
