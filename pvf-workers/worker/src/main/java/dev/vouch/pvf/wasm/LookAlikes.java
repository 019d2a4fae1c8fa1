package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names functions that look like memcpy, memmove, memset or memcmp but are not on the reviewed list
 * of {@link KnownBodies}: small functions of that signature with a loop over loads or stores that
 * call nothing. For people, who may review and list them; nothing is decided by it.
 */
final class LookAlikes {
  /** No such function is longer, in bytes. */
  private static final int MAX_LENGTH = 2_000;

  /** How many are named. */
  private static final int MAX_NAMED = 32;

  private LookAlikes() {}

  /** One line for each: index, what it looks like, SHA-256 of its locals and code. */
  static List<String> of(Module module) throws RejectedModule {
    List<String> found = new ArrayList<>();
    int[] functionTypes = module.functionTypes();
    int imported = module.importedFunctions();
    var known = KnownBodies.of(module);
    for (int i = 0; i < module.bodies.size() && found.size() < MAX_NAMED; i++) {
      Body body = module.bodies.get(i);
      int function = imported + i;
      if (body.code().to() - body.locals().from() > MAX_LENGTH
          || known.containsKey(function)
          || !module.types.get(functionTypes[function]).equals(KnownBodies.TYPE)) {
        continue;
      }
      Optional<String> shape = shape(module, body);
      if (shape.isPresent()) {
        String digest = KnownBodies.digest(module, body);
        found.add("function " + function + " looks like " + shape.get() + ", sha256 " + digest);
      }
    }
    return found;
  }

  private static Optional<String> shape(Module module, Body body) throws RejectedModule {
    Instructions in = new Instructions(module, body.code());
    boolean loop = false;
    boolean loads = false;
    boolean stores = false;
    while (!in.atEnd()) {
      in.next();
      switch (in.opcode) {
        case Instructions.CALL,
            Instructions.CALL_INDIRECT,
            Instructions.GLOBAL_GET,
            Instructions.GLOBAL_SET,
            Instructions.MEMORY_GROW -> {
          return Optional.empty();
        }
        case Instructions.LOOP -> loop = true;
        default -> {
          loads |= in.opcode >= Instructions.FIRST_LOAD && in.opcode <= Instructions.LAST_LOAD;
          stores |= in.opcode >= Instructions.FIRST_STORE && in.opcode <= Instructions.LAST_STORE;
        }
      }
    }
    if (!loop || !(loads || stores)) {
      return Optional.empty();
    }
    if (!stores) {
      return Optional.of("memcmp");
    }
    return Optional.of(loads ? "memcpy or memmove" : "memset");
  }
}
