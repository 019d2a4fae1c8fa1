package dev.vouch.pvf.engine;

import dev.vouch.pvf.wasm.CustomSections;
import dev.vouch.pvf.wasm.RejectedModule;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code misc_runtime_version}: reads the version that a runtime's code carries in its sections.
 */
final class RuntimeVersionHost {
  /** Bytes of an entry of {@code runtime_apis}: an id and a version. */
  private static final int API_BYTES = 12;

  private static final int API_ID_BYTES = 8;

  /** The id of the API {@code Core}, whose version decides which fields there are. */
  private static final byte[] CORE = HexFormat.of().parseHex("df6acb689907609b");

  private static final int WITH_TRANSACTION_VERSION = 3;
  private static final int WITH_SYSTEM_VERSION = 4;

  private RuntimeVersionHost() {}

  static void register(HostInterface.Registry all) {
    all.add(
        "misc_runtime_version_version_1",
        "l>l",
        (host, args) -> Slices.giveFat(host, option(read(Slices.bytes(host, args[0])))));
  }

  private static byte[] option(Optional<byte[]> value) {
    return value
        .map(v -> new ScaleWriter().u8(1).compact(v.length).raw(v).toArray())
        .orElseGet(() -> new byte[] {0});
  }

  /** The re-encoded version, or nothing for whatever reason. */
  static Optional<byte[]> read(byte[] blob) {
    try {
      Optional<byte[]> code = RuntimeBlobs.decompress(blob);
      if (code.isEmpty()) {
        return Optional.empty();
      }
      Optional<byte[]> version = CustomSections.first(code.get(), "runtime_version");
      if (version.isEmpty()) {
        return Optional.empty();
      }
      byte[] apis = CustomSections.first(code.get(), "runtime_apis").orElse(null);
      return encode(version.get(), apis);
    } catch (RejectedModule | ScaleException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> encode(byte[] section, byte @Nullable [] apis)
      throws ScaleException {
    if (apis != null && apis.length % API_BYTES != 0) {
      return Optional.empty();
    }
    ScaleReader in = new ScaleReader(section);
    ScaleWriter out = new ScaleWriter();
    out.string(in.string()).string(in.string());
    for (int i = 0; i < 3; i++) {
      out.u32(in.u32());
    }
    byte[] own = in.raw(in.count(API_BYTES) * API_BYTES);
    byte[] listed = apis == null ? own : apis;
    // The section's hint wins; without it the version's own list is asked, as in the reference.
    long hinted = apis == null ? -1 : coreVersion(apis);
    long core = hinted >= 0 ? hinted : coreVersion(own);
    long transactionVersion = core >= WITH_TRANSACTION_VERSION ? in.u32() : 1;
    int systemVersion = core >= WITH_SYSTEM_VERSION ? in.u8() : 0;
    out.compact(listed.length / API_BYTES).raw(listed).u32(transactionVersion).u8(systemVersion);
    return Optional.of(out.toArray());
  }

  /** Version of the first {@code Core} entry, or -1. */
  private static long coreVersion(byte[] apis) throws ScaleException {
    for (int at = 0; at < apis.length; at += API_BYTES) {
      if (Arrays.equals(apis, at, at + API_ID_BYTES, CORE, 0, API_ID_BYTES)) {
        return new ScaleReader(Arrays.copyOfRange(apis, at + API_ID_BYTES, at + API_BYTES)).u32();
      }
    }
    return -1;
  }
}
