package dev.vouch.pvf.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The layout of an artifact: a jar without compression, byte-equal for equal input, so that it can
 * also stand on a class path for an ahead-of-time cache.
 */
record ArtifactFile(
    Descriptor descriptor, Blob stubbedWasm, Blob completeWasm, Map<String, Blob> classes) {
  private static final String DESCRIPTOR = "META-INF/vouch/descriptor";
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

  static byte[] write(
      Descriptor descriptor, byte[] stubbed, byte[] complete, SortedMap<String, byte[]> classes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ByteArrayOutputStream described = new ByteArrayOutputStream();
      descriptor.write(new DataOutputStream(described));
      entry(zip, DESCRIPTOR, described.toByteArray());
      entry(zip, STUBBED, stubbed);
      entry(zip, COMPLETE, complete);
      for (Map.Entry<String, byte[]> c : classes.entrySet()) {
        entry(zip, c.getKey() + CLASS, c.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTime(TIMESTAMP_MILLIS);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * The same from memory: a worker has no files. The parts are taken in the order of the archive.
   */
  static ArtifactFile read(byte[] archive, EngineKind kind) {
    Map<String, Blob> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        parts.put(e.getName(), new Blob(zip.readAllBytes()));
      }
      boolean compiled = kind == EngineKind.CHICORY;
      Blob none = new Blob(new byte[0]);
      Descriptor descriptor =
          Descriptor.read(
              new DataInputStream(new ByteArrayInputStream(part(parts, DESCRIPTOR).bytes)));
      Map<String, Blob> classes = new LinkedHashMap<>();
      if (compiled) {
        parts.forEach(
            (name, blob) -> {
              if (name.endsWith(CLASS)) {
                String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
                classes.put(type, blob);
              }
            });
      }
      return new ArtifactFile(
          descriptor,
          compiled ? part(parts, STUBBED) : none,
          compiled ? none : part(parts, COMPLETE),
          classes);
    } catch (IOException e) {
      throw new ArtifactException("not an artifact: " + e.getMessage(), e);
    }
  }

  private static Blob part(Map<String, Blob> parts, String name) {
    Blob part = parts.get(name);
    if (part == null) {
      throw new ArtifactException("not an artifact: it has no " + name);
    }
    return part;
  }

  static ArtifactFile read(Path file, EngineKind kind) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Descriptor descriptor =
          Descriptor.read(new DataInputStream(new ByteArrayInputStream(part(zip, DESCRIPTOR))));
      boolean compiled = kind == EngineKind.CHICORY;
      Map<String, Blob> classes = new LinkedHashMap<>();
      if (compiled) {
        for (ZipEntry e : java.util.Collections.list(zip.entries())) {
          String name = e.getName();
          if (name.endsWith(CLASS)) {
            String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
            classes.put(type, new Blob(part(zip, name)));
          }
        }
      }
      Blob none = new Blob(new byte[0]);
      return new ArtifactFile(
          descriptor,
          compiled ? new Blob(part(zip, STUBBED)) : none,
          compiled ? none : new Blob(part(zip, COMPLETE)),
          classes);
    } catch (ZipException e) {
      throw new ArtifactException("not an artifact: " + e.getMessage(), e);
    }
  }

  private static byte[] part(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ArtifactException("not an artifact: it has no " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
