package dev.vouch.pvf.wasm;

import static java.util.Map.entry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The memory functions that compilers put into runtimes, recognised by the SHA-256 of their local
 * declarations and code. Leaf functions without indices, so position does not matter and the stack
 * limiter leaves them alone. Never recognised by name, signature or behaviour: a hostile module
 * imitates those. Each entry was compared with what it stands for over all lengths and alignments
 * that its code tells apart; an entry is only ever added that way.
 */
final class KnownBodies {
  /** No listed body is longer, in bytes. */
  private static final int MAX_LENGTH = 1_000;

  static final FunctionType TYPE =
      new FunctionType(
          "" + ValueTypes.I32 + ValueTypes.I32 + ValueTypes.I32, String.valueOf(ValueTypes.I32));

  private static final Map<String, BodyKind> REVIEWED =
      Map.ofEntries(
          entry("352953af94d7b24e8471f65d20d6d8d8edf05181280ff00376729737aad7cfec", BodyKind.COPY),
          entry("b3bd5df909cac86c1b056377d83359d2fe0acfa83762c121b240f2927403af14", BodyKind.COPY),
          entry("2ceaeee72334db58db010ed867b3f5d58bf540bf5e5f206e52b9bc9a956bed7d", BodyKind.COPY),
          entry("458f1e9cd23770e570633acd5dfccf078af06d7366f0d8ae85b2c62389c8d7d4", BodyKind.COPY),
          entry("7c234c465488fc56228fa078fd4ba3bc10d0d9d2894c11c15dacbbbc3396e42b", BodyKind.COPY),
          entry("c3913f3abbac98f6d6e13e70ec6a76f30b6b43194b4836b2f3d7c3cc982a7727", BodyKind.COPY),
          entry("4478d92e225b7931d31f553f39670259c26dab88f8311f228f72bbeefeb7ece0", BodyKind.MOVE),
          entry("8543436cd1bde6ca5d17deb53e2a76112c3260079c287c04b7e3ccc72249385d", BodyKind.MOVE),
          entry("baa06536b1667f6776a6a703aa91053090eb04e27cd4433b7bfbbaa2583b3ff5", BodyKind.MOVE),
          entry("07871d52304a9e991d58bdf9214b3d9e9bc35d7b4fa4f2881f0f133aabe38fee", BodyKind.MOVE),
          entry("82c638affbc229c820fbab001d944df425ac1ebad826862dc8254c6e64e67732", BodyKind.MOVE),
          entry("d847167e9e65327329cacce86bc653f194a1ad96e716fea40ac5ffea8fe55679", BodyKind.MOVE),
          entry("76f0afe0a7d35a6c74f0821dc8ef673e90898cb7e2114e429c7ea8a6ee20b58b", BodyKind.SET),
          entry("ecbe5a30ab5f40272a4ff2050e224deebb8e160591c3841278cb9c44083707f8", BodyKind.SET),
          entry("497d82743fdfe5d977fcff76be5df24b6ea84350e0a9bf936bc9b5b7473f1ab0", BodyKind.SET),
          entry(
              "8a7896194075d32979c909daaa24036435db76c8eeb3766d287fc9a46a1c7d93", BodyKind.COMPARE),
          entry(
              "6cb9d116cdcbb0bc0076c22fbf30a70351d5f40e8e19028fbc4bc36ba455f158",
              BodyKind.COMPARE));

  private KnownBodies() {}

  /** Known functions of a module by index. */
  static SortedMap<Integer, BodyKind> of(Module module) {
    SortedMap<Integer, BodyKind> found = new TreeMap<>();
    int[] functionTypes = module.functionTypes();
    int imported = module.importedFunctions();
    for (int i = 0; i < module.bodies.size(); i++) {
      Body body = module.bodies.get(i);
      int length = body.code().to() - body.locals().from();
      if (length <= MAX_LENGTH && module.types.get(functionTypes[imported + i]).equals(TYPE)) {
        BodyKind kind = REVIEWED.get(sha256(module.bytes, body.locals().from(), length));
        if (kind != null) {
          found.put(imported + i, kind);
        }
      }
    }
    return found;
  }

  /** SHA-256 of a body's local declarations and code. */
  static String digest(Module module, Body body) {
    int from = body.locals().from();
    return sha256(module.bytes, from, body.code().to() - from);
  }

  private static String sha256(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
