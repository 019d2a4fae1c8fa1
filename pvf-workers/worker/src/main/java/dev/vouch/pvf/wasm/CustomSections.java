package dev.vouch.pvf.wasm;

import java.util.Arrays;
import java.util.Optional;

/** Reads custom sections of a module that passes the gate. */
public final class CustomSections {
  private static final int HEADER = 8;

  private CustomSections() {}

  /** Content of the first section of that name, or nothing. */
  public static Optional<byte[]> first(byte[] module, String name) throws RejectedModule {
    ModuleReader.read(module);
    ByteReader in = new ByteReader(module, HEADER, module.length);
    while (!in.atEnd()) {
      int id = in.u8();
      ByteReader section = in.section();
      if (id == 0 && section.name().equals(name)) {
        int from = section.position();
        return Optional.of(Arrays.copyOfRange(module, from, from + section.remaining()));
      }
    }
    return Optional.empty();
  }
}
