package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** The gate: parses a module by the rules of validation 3.2 and refuses everything else. */
final class ModuleReader {
  private static final int[] SECTION_ORDER = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10};
  private static final byte[] PVM_MAGIC = {'P', 'V', 'M', 0};
  private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

  /** Bytes of magic and version. */
  static final int HEADER_LENGTH = 8;

  static final int MEMORY_SECTION = 5;

  private final byte[] bytes;
  private final List<FunctionType> types = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<Limits> tables = new ArrayList<>();
  private final List<Limits> memories = new ArrayList<>();
  private final List<Global> globals = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();
  private final List<Element> elements = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();
  private final List<Data> data = new ArrayList<>();
  private OptionalInt start = OptionalInt.empty();
  private OptionalInt dataCount = OptionalInt.empty();

  private ModuleReader(byte[] bytes) {
    this.bytes = bytes;
  }

  static Module read(byte[] bytes) throws RejectedModule {
    return new ModuleReader(bytes).module();
  }

  private Module module() throws RejectedModule {
    header();
    ByteReader in = new ByteReader(bytes, HEADER.length, bytes.length);
    int last = 0;
    while (!in.atEnd()) {
      int at = in.position();
      int id = in.u8();
      if (id >= SECTION_ORDER.length) {
        throw RejectedModule.malformed("unknown section " + id, at);
      }
      ByteReader section = in.section();
      if (id == 0) {
        section.name();
        continue;
      }
      if (SECTION_ORDER[id] <= last) {
        throw RejectedModule.malformed("section " + id + " is out of order", at);
      }
      last = SECTION_ORDER[id];
      section(id, section);
      section.close("section " + id);
    }
    if (functions.size() != bodies.size()) {
      throw RejectedModule.malformed(
          functions.size() + " functions but " + bodies.size() + " bodies", bytes.length);
    }
    return new Module(
        bytes, types, imports, functions, tables, memories, globals, exports, start, elements,
        dataCount, bodies, data);
  }

  private void header() throws RejectedModule {
    if (startsWith(PVM_MAGIC)) {
      throw RejectedModule.malformed("a PolkaVM blob, not a Wasm module", 0);
    }
    if (!startsWith(HEADER)) {
      byte[] head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, HEADER.length));
      throw RejectedModule.malformed(
          "no Wasm module of version 1, starts with " + HexFormat.of().formatHex(head), 0);
    }
  }

  private boolean startsWith(byte[] prefix) {
    return bytes.length >= prefix.length
        && java.util.Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private void section(int id, ByteReader in) throws RejectedModule {
    switch (id) {
      case 8 -> start = OptionalInt.of(in.u32());
      case 12 -> dataCount = OptionalInt.of(in.u32());
      default -> {
        int count = in.count();
        for (int i = 0; i < count; i++) {
          entry(id, in);
        }
      }
    }
  }

  private void entry(int id, ByteReader in) throws RejectedModule {
    switch (id) {
      case 1 -> types.add(functionType(in));
      case 2 -> imports.add(new Import(in.name(), in.name(), extern(in)));
      case 3 -> functions.add(in.u32());
      case 4 -> tables.add(table(in));
      case MEMORY_SECTION -> memories.add(limits(in));
      case 6 -> globals.add(global(in));
      case 7 -> exports.add(export(in));
      case 9 -> elements.add(element(in));
      case 10 -> bodies.add(body(in.section()));
      case 11 -> data.add(data(in));
      default -> throw new IllegalStateException("section " + id);
    }
  }

  private static FunctionType functionType(ByteReader in) throws RejectedModule {
    int form = in.u8();
    if (form != 0x60) {
      throw RejectedModule.malformed("type form " + form, in.position());
    }
    String params = valueTypes(in);
    String results = valueTypes(in);
    if (results.length() > 1) {
      throw RejectedModule.malformed("function with several results", in.position());
    }
    return new FunctionType(params, results);
  }

  private static String valueTypes(ByteReader in) throws RejectedModule {
    int count = in.count();
    StringBuilder out = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      out.append(valueType(in));
    }
    return out.toString();
  }

  private static char valueType(ByteReader in) throws RejectedModule {
    int code = in.u8();
    if (!ValueTypes.isOne(code)) {
      throw RejectedModule.malformed("value type " + code, in.position());
    }
    return (char) code;
  }

  private static Extern extern(ByteReader in) throws RejectedModule {
    int kind = in.u8();
    return switch (kind) {
      case Export.FUNCTION -> new Extern.Function(in.u32());
      case Export.TABLE -> new Extern.Table(table(in));
      case Export.MEMORY -> new Extern.Memory(limits(in));
      case Export.GLOBAL -> new Extern.Global(valueType(in), flag(in));
      default -> throw RejectedModule.malformed("import kind " + kind, in.position());
    };
  }

  private static Limits table(ByteReader in) throws RejectedModule {
    int element = in.u8();
    if (element != 0x70) {
      throw RejectedModule.malformed("table of type " + element, in.position());
    }
    return limits(in);
  }

  private static Limits limits(ByteReader in) throws RejectedModule {
    boolean bounded = flag(in);
    long min = Integer.toUnsignedLong(in.u32());
    return new Limits(min, bounded ? Integer.toUnsignedLong(in.u32()) : Limits.NONE);
  }

  private static boolean flag(ByteReader in) throws RejectedModule {
    int value = in.u8();
    if (value > 1) {
      throw RejectedModule.malformed("flag " + value, in.position());
    }
    return value == 1;
  }

  private static Global global(ByteReader in) throws RejectedModule {
    return new Global(valueType(in), flag(in), expression(in));
  }

  private static Export export(ByteReader in) throws RejectedModule {
    String name = in.name();
    int kind = in.u8();
    if (kind > Export.GLOBAL) {
      throw RejectedModule.malformed("export kind " + kind, in.position());
    }
    return new Export(name, kind, in.u32());
  }

  private static Element element(ByteReader in) throws RejectedModule {
    int table = in.u32();
    Span offset = expression(in);
    int count = in.count();
    List<Integer> functions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      functions.add(in.u32());
    }
    return new Element(table, offset, functions);
  }

  private static Data data(ByteReader in) throws RejectedModule {
    int memory = in.u32();
    Span offset = expression(in);
    int length = in.u32();
    int from = in.position();
    in.skip(length);
    return new Data(memory, offset, new Span(from, from + length));
  }

  /** An initialiser: instructions up to the first {@code end}. */
  private static Span expression(ByteReader in) throws RejectedModule {
    int from = in.position();
    Instructions code = new Instructions(in);
    do {
      code.next();
    } while (code.opcode != Instructions.END);
    return new Span(from, in.position());
  }

  private static Body body(ByteReader in) throws RejectedModule {
    int from = in.position();
    int count = in.count();
    List<Body.LocalGroup> groups = new ArrayList<>(count);
    long declared = 0;
    for (int i = 0; i < count; i++) {
      int n = in.u32();
      declared += Integer.toUnsignedLong(n);
      groups.add(new Body.LocalGroup(n, valueType(in)));
    }
    if (declared > 0xffff_ffffL) {
      throw RejectedModule.malformed("too many locals", from);
    }
    Span locals = new Span(from, in.position());
    Instructions code = new Instructions(in);
    long open = 1;
    while (open > 0) {
      code.next();
      if (code.opensBlock()) {
        open++;
      } else if (code.opcode == Instructions.END) {
        open--;
      }
    }
    in.close("function body");
    return new Body(locals, groups, (int) declared, new Span(locals.to(), in.position()));
  }
}
