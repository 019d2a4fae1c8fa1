package dev.vouch.pvf.wasm;

import java.util.List;

/**
 * What the host has to know of a module besides its code.
 *
 * @param imports function imports in index order
 * @param foreignImport why imports cannot be resolved (another module than {@code env}, or not a
 *     function); empty if there is no such import
 * @param initialPages declared minimum of the memory, without sign
 * @param memory index of the export {@code memory}, or {@link #MISSING} or {@link #WRONG}
 * @param heapBase index of the i32 global exported as {@code __heap_base}, or one of those
 * @param validateBlock index of the entry function with the right signature, or one of those
 */
public record Interface(
    List<ImportedFunction> imports,
    String foreignImport,
    int initialPages,
    int memory,
    int heapBase,
    int validateBlock) {
  /** No export of that name. */
  public static final int MISSING = -1;

  /** An export of that name, but of another kind or type. */
  public static final int WRONG = -2;

  /** Copies the list. */
  public Interface {
    imports = List.copyOf(imports);
  }
}
