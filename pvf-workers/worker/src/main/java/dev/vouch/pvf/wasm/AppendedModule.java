package dev.vouch.pvf.wasm;

import java.util.List;

/** Writes a module with new function bodies and what {@link Helpers} appends to it. */
final class AppendedModule {
  private AppendedModule() {}

  /**
   * Writes.
   *
   * @param bodies new bodies of the functions that the module defines
   */
  static byte[] write(Module module, Helpers helpers, ByteWriter bodies) throws RejectedModule {
    ByteWriter out = new ByteWriter(module.bytes.length + module.bytes.length / 2);
    out.raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    ByteReader in = new ByteReader(module.bytes, out.length(), module.bytes.length);
    // What accesses frames finds them through the memory: an empty one if there is none.
    boolean memoryWritten = helpers.frames().isEmpty() || !module.memories.isEmpty();
    boolean globalsWritten = helpers.globalCount() == 0;
    while (!in.atEnd()) {
      int id = in.u8();
      ByteReader section = in.section();
      // The module comes from the instrumentation: no custom sections, and every other in order.
      if (id > 5 && !memoryWritten) {
        out.u8(5).sized(new ByteWriter(4).raw(1, 0, 0));
        memoryWritten = true;
      }
      if (id > 6 && !globalsWritten) {
        section(out, 6, 0, helpers.globalCount(), helpers::writeGlobals, new ByteWriter(0));
        globalsWritten = true;
      }
      int count = id == 8 ? 0 : section.u32();
      ByteWriter old = new ByteWriter(section.remaining());
      old.raw(module.bytes, section.position(), section.remaining());
      switch (id) {
        case 1 -> {
          List<FunctionType> types = helpers.types();
          ByteWriter all = new ByteWriter(256);
          types.forEach(t -> EngineModule.type(all, t));
          section(out, 1, types.size(), 0, w -> {}, all);
        }
        case 3 ->
            section(
                out,
                3,
                count,
                helpers.functions().size(),
                w -> helpers.functions().forEach(w::u32),
                old);
        case 6 -> {
          section(out, 6, count, helpers.globalCount(), helpers::writeGlobals, old);
          globalsWritten = true;
        }
        case 8 -> out.u8(8).sized(old);
        case 10 ->
            section(
                out,
                10,
                count,
                helpers.bodies().size(),
                w -> helpers.bodies().forEach(w::sized),
                bodies);
        default -> section(out, id, count, 0, w -> {}, old);
      }
    }
    return out.toByteArray();
  }

  private static void section(
      ByteWriter out,
      int id,
      int before,
      int more,
      java.util.function.Consumer<ByteWriter> appended,
      ByteWriter old) {
    ByteWriter content = new ByteWriter(old.length() + 256).u32(before + more).append(old);
    appended.accept(content);
    out.u8(id).sized(content);
  }
}
