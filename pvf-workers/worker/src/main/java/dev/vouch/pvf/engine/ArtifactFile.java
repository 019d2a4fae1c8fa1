package dev.vouch.pvf.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The layout of an artifact: a jar, byte-equal for equal input, so that it can also stand on a
 * class path for an ahead-of-time cache. Packed fast: it is hashed, sent and stored more often than
 * unpacked, and hashing costs a fresh process more than unpacking.
 *
 * @param module what the engine makes instances of; for the interpreter with all bodies
 * @param parts where the classes are
 */
record ArtifactFile(Descriptor descriptor, ModuleForm module, Archive parts) {
  private static final String DESCRIPTOR = "META-INF/vouch/descriptor";
  private static final String IMAGE = "META-INF/vouch/image";
  private static final String STUBBED = "META-INF/vouch/stubbed.wasm";
  private static final String COMPLETE = "META-INF/vouch/complete.wasm";
  private static final String CLASS = ".class";

  /** 1980-02-01, so that archives do not depend on the clock. */
  private static final long TIMESTAMP_MILLIS = 318_211_200_000L;

  /** A part of the archive. */
  static final class Blob {
    final byte[] bytes;

    Blob(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** A module without the code that is in classes. */
  sealed interface ModuleForm {
    /** All functions are compiled. */
    record Image(Blob image) implements ModuleForm {}

    /** Some are interpreted: Wasm with their bodies. */
    record Stubbed(Blob wasm) implements ModuleForm {}
  }

  static byte[] write(
      Descriptor descriptor,
      ModuleForm module,
      byte[] complete,
      SortedMap<String, byte[]> classes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      ByteArrayOutputStream described = new ByteArrayOutputStream();
      descriptor.write(new DataOutputStream(described));
      entry(zip, DESCRIPTOR, described.toByteArray());
      switch (module) {
        case ModuleForm.Image(Blob image) -> entry(zip, IMAGE, image.bytes);
        case ModuleForm.Stubbed(Blob wasm) -> entry(zip, STUBBED, wasm.bytes);
      }
      for (Map.Entry<String, byte[]> c : classes.entrySet()) {
        entry(zip, c.getKey() + CLASS, c.getValue());
      }
      entry(zip, COMPLETE, complete);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(TIMESTAMP_MILLIS);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  static ArtifactFile read(Path file, EngineKind kind) throws IOException {
    return read(Files.readAllBytes(file), kind);
  }

  /** Reads what an engine needs at once; classes are unpacked when they are loaded. */
  static ArtifactFile read(byte[] archive, EngineKind kind) {
    Archive parts = new Archive(archive);
    try {
      Descriptor descriptor =
          Descriptor.read(new DataInputStream(new ByteArrayInputStream(parts.get(DESCRIPTOR))));
      return switch (kind) {
        case INTERPRETER ->
            new ArtifactFile(
                descriptor, new ModuleForm.Stubbed(new Blob(parts.get(COMPLETE))), parts);
        case CHICORY -> new ArtifactFile(descriptor, form(parts), parts);
      };
    } catch (IOException e) {
      throw new ArtifactException("not an artifact: " + e.getMessage(), e);
    }
  }

  private static ModuleForm form(Archive parts) {
    return parts.has(IMAGE)
        ? new ModuleForm.Image(new Blob(parts.get(IMAGE)))
        : new ModuleForm.Stubbed(new Blob(parts.get(STUBBED)));
  }

  /** The class of a name as the virtual machine writes it, if there is one. */
  Optional<Blob> type(String name) {
    String part = name.replace('.', '/') + CLASS;
    return parts.has(part) ? Optional.of(new Blob(parts.get(part))) : Optional.empty();
  }
}
