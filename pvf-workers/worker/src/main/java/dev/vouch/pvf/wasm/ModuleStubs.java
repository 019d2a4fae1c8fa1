package dev.vouch.pvf.wasm;

import java.util.function.IntPredicate;

/** Takes function bodies out of a module, for an engine that has compiled them. */
public final class ModuleStubs {
  private static final int CODE = 10;

  private ModuleStubs() {}

  /**
   * The module where only these functions (by index) have a body.
   *
   * @param bytes a valid module without custom sections
   */
  public static byte[] of(byte[] bytes, IntPredicate kept) throws RejectedModule {
    Module module = ModuleReader.read(bytes);
    int imported = module.importedFunctions();
    ByteWriter empty = new ByteWriter(4).raw(0, Instructions.UNREACHABLE, Instructions.END);
    ByteWriter bodies = new ByteWriter(256).u32(module.bodies.size());
    for (int i = 0; i < module.bodies.size(); i++) {
      Body body = module.bodies.get(i);
      if (kept.test(imported + i)) {
        Span span = new Span(body.locals().from(), body.code().to());
        bodies.u32(span.length()).raw(bytes, span);
      } else {
        bodies.sized(empty);
      }
    }
    ByteWriter out = new ByteWriter(bytes.length / 2).raw(bytes, 0, ModuleReader.HEADER_LENGTH);
    ByteReader in = new ByteReader(bytes, ModuleReader.HEADER_LENGTH, bytes.length);
    while (!in.atEnd()) {
      int id = in.u8();
      ByteReader section = in.section();
      if (id == CODE) {
        out.u8(id).sized(bodies);
      } else {
        out.u8(id).u32(section.remaining()).raw(bytes, section.position(), section.remaining());
      }
    }
    return out.toByteArray();
  }
}
