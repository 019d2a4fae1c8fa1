package dev.vouch.pvf.wasm;

import java.util.List;
import java.util.OptionalInt;

/** A parsed module: sections as records, code and segments as spans of {@link #bytes}. */
final class Module {
  final byte[] bytes;
  final List<FunctionType> types;
  final List<Import> imports;
  final List<Integer> functions;
  final List<Limits> tables;
  final List<Limits> memories;
  final List<Global> globals;
  final List<Export> exports;
  final OptionalInt start;
  final List<Element> elements;
  final OptionalInt dataCount;
  final List<Body> bodies;
  final List<Data> data;

  Module(
      byte[] bytes,
      List<FunctionType> types,
      List<Import> imports,
      List<Integer> functions,
      List<Limits> tables,
      List<Limits> memories,
      List<Global> globals,
      List<Export> exports,
      OptionalInt start,
      List<Element> elements,
      OptionalInt dataCount,
      List<Body> bodies,
      List<Data> data) {
    this.bytes = bytes;
    this.types = types;
    this.imports = imports;
    this.functions = functions;
    this.tables = tables;
    this.memories = memories;
    this.globals = globals;
    this.exports = exports;
    this.start = start;
    this.elements = elements;
    this.dataCount = dataCount;
    this.bodies = bodies;
    this.data = data;
  }

  int importedFunctions() {
    return (int) imports.stream().filter(i -> i.what() instanceof Extern.Function).count();
  }

  int importedGlobals() {
    return (int) imports.stream().filter(i -> i.what() instanceof Extern.Global).count();
  }

  /** Type index of every function of the index space, imports first. */
  int[] functionTypes() {
    int[] all = new int[importedFunctions() + functions.size()];
    int n = 0;
    for (Import i : imports) {
      if (i.what() instanceof Extern.Function f) {
        all[n++] = f.type();
      }
    }
    for (int type : functions) {
      all[n++] = type;
    }
    return all;
  }

  Module with(List<Import> newImports, List<Limits> newMemories, List<Export> newExports) {
    return new Module(
        bytes,
        types,
        newImports,
        functions,
        tables,
        newMemories,
        globals,
        newExports,
        start,
        elements,
        dataCount,
        bodies,
        data);
  }
}
