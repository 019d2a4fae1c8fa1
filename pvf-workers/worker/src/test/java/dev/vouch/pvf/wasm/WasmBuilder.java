package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.List;

/** Builds small modules byte by byte, right or wrong ones, for tests. */
public final class WasmBuilder {
  private final List<int[]> types = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<ByteWriter> bodies = new ArrayList<>();
  private final List<ByteWriter> exports = new ArrayList<>();
  private final List<ByteWriter> elements = new ArrayList<>();
  private final List<ByteWriter> imports = new ArrayList<>();
  private ByteWriter raw = new ByteWriter(16);
  private final List<ByteWriter> globals = new ArrayList<>();
  private int table;
  private final List<ByteWriter> memories = new ArrayList<>();
  private int start = -1;

  /** A type from its binary form without the leading 0x60. */
  public WasmBuilder type(int... form) {
    types.add(form);
    return this;
  }

  public WasmBuilder importFunction(String module, String field, int type) {
    imports.add(new ByteWriter(32).name(module).name(field).u8(0).u32(type));
    return this;
  }

  public WasmBuilder importMemory(String module, String field, int pages) {
    imports.add(new ByteWriter(32).name(module).name(field).raw(2, 0).u32(pages));
    return this;
  }

  public WasmBuilder importGlobal(String module, String field, int type, int mutable) {
    imports.add(new ByteWriter(32).name(module).name(field).raw(3, type, mutable));
    return this;
  }

  public WasmBuilder importMemory(String module, String field, int pages, int maximum) {
    imports.add(new ByteWriter(32).name(module).name(field).raw(2, 1).u32(pages).u32(maximum));
    return this;
  }

  /** A function without locals; the final end is added. */
  public WasmBuilder function(int type, int... code) {
    return body(type, new ByteWriter(16).u8(0).raw(code).u8(0x0b));
  }

  /** A function with one group of locals. */
  public WasmBuilder functionWithLocals(int type, int count, int valueType, int... code) {
    return body(type, new ByteWriter(16).u8(1).u32(count).u8(valueType).raw(code).u8(0x0b));
  }

  WasmBuilder body(int type, ByteWriter body) {
    functions.add(type);
    bodies.add(body);
    return this;
  }

  public WasmBuilder export(String name, int kind, int index) {
    exports.add(new ByteWriter(16).name(name).u8(kind).u32(index));
    return this;
  }

  public WasmBuilder table(int... functions) {
    table = Math.max(16, functions.length);
    ByteWriter e = new ByteWriter(16).raw(0, 0x41, 0, 0x0b).u32(functions.length);
    for (int f : functions) {
      e.u32(f);
    }
    elements.add(e);
    return this;
  }

  /** One page without a maximum. */
  public WasmBuilder memory() {
    memories.add(new ByteWriter(4).raw(0, 1));
    return this;
  }

  public WasmBuilder memory(int pages, int maximum) {
    memories.add(new ByteWriter(8).u8(1).u32(pages).u32(maximum));
    return this;
  }

  /** An immutable i32 global. */
  public WasmBuilder globalI32(int value) {
    globals.add(new ByteWriter(16).raw(0x7f, 0, 0x41).s32(value).u8(0x0b));
    return this;
  }

  /** A mutable global, initially 0. */
  public WasmBuilder mutableGlobal(int type) {
    ByteWriter g = new ByteWriter(16).raw(type, 1);
    switch (type) {
      case ValueTypes.I32 -> g.raw(0x41, 0);
      case ValueTypes.I64 -> g.raw(0x42, 0);
      case ValueTypes.F32 -> g.raw(0x43, 0, 0, 0, 0);
      default -> g.raw(0x44, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    globals.add(g.u8(0x0b));
    return this;
  }

  public WasmBuilder start(int function) {
    start = function;
    return this;
  }

  /** Bytes after everything else. */
  public WasmBuilder append(int... bytes) {
    raw = raw.raw(bytes);
    return this;
  }

  public byte[] build() {
    ByteWriter out = new ByteWriter(256).raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    List<ByteWriter> typeEntries =
        types.stream().map(t -> new ByteWriter(16).u8(0x60).raw(t)).toList();
    section(out, 1, typeEntries);
    section(out, 2, imports);
    section(out, 3, functions.stream().map(f -> new ByteWriter(4).u32(f)).toList());
    section(out, 4, table > 0 ? List.of(new ByteWriter(4).raw(0x70, 0).u32(table)) : List.of());
    section(out, 5, memories);
    section(out, 6, globals);
    section(out, 7, exports);
    if (start >= 0) {
      out.u8(8).sized(new ByteWriter(4).u32(start));
    }
    section(out, 9, elements);
    section(out, 10, bodies.stream().map(b -> new ByteWriter(16).sized(b)).toList());
    byte[] tail = raw.toByteArray();
    return out.raw(tail, 0, tail.length).toByteArray();
  }

  private static void section(ByteWriter out, int id, List<ByteWriter> entries) {
    if (!entries.isEmpty()) {
      ByteWriter body = new ByteWriter(64).u32(entries.size());
      for (ByteWriter e : entries) {
        byte[] bytes = e.toByteArray();
        body.raw(bytes, 0, bytes.length);
      }
      out.u8(id).sized(body);
    }
  }
}
