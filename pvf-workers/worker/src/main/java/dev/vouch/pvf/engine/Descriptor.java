package dev.vouch.pvf.engine;

import dev.vouch.frames.Levers;
import dev.vouch.pvf.wasm.FunctionType;
import dev.vouch.pvf.wasm.ImportedFunction;
import dev.vouch.pvf.wasm.Interface;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an artifact says about itself.
 *
 * @param levers the passes that its classes went through
 */
record Descriptor(Interface module, ArtifactFacts facts, String mainClass, Levers levers) {
  /** Changes whenever instrumentation, rewriting or this layout changes. */
  private static final String FORMAT = "vouch-artifact-6";

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(FORMAT);
    out.writeUTF(mainClass);
    texts(out, levers.labels());
    out.writeInt(module.imports().size());
    for (ImportedFunction f : module.imports()) {
      text(out, f.name());
      out.writeUTF(f.type().params());
      out.writeUTF(f.type().results());
    }
    text(out, module.foreignImport());
    out.writeInt(module.initialPages());
    out.writeInt(module.memory());
    out.writeInt(module.heapBase());
    out.writeInt(module.validateBlock());
    out.writeInt(facts.wasmBytes());
    out.writeInt(facts.functions());
    out.writeInt(facts.classBytes());
    texts(out, facts.interpreted());
    texts(out, facts.lookAlikes());
  }

  static Descriptor read(DataInputStream in) throws IOException {
    String format = in.readUTF();
    if (!format.equals(FORMAT)) {
      throw new ArtifactException("artifact of format " + format + ", this engine reads " + FORMAT);
    }
    String mainClass = in.readUTF();
    Levers levers = levers(texts(in));
    int count = in.readInt();
    List<ImportedFunction> imports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      imports.add(new ImportedFunction(text(in), new FunctionType(in.readUTF(), in.readUTF())));
    }
    Interface module =
        new Interface(imports, text(in), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    int wasmBytes = in.readInt();
    int functions = in.readInt();
    int classBytes = in.readInt();
    List<String> interpreted = texts(in);
    return new Descriptor(
        module,
        new ArtifactFacts(wasmBytes, functions, interpreted, classBytes, texts(in)),
        mainClass,
        levers);
  }

  private static Levers levers(List<String> labels) {
    try {
      return Levers.named(labels);
    } catch (IllegalArgumentException e) {
      throw new ArtifactException("an artifact of another engine: " + e.getMessage());
    }
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] utf8 = in.readNBytes(length);
    return new String(utf8, java.nio.charset.StandardCharsets.UTF_8);
  }
}
