package dev.vouch.pvf.artifacts;

import dev.vouch.frames.Levers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What an artifact depends on besides code and parameters, as 16 hex digits: the worker's jars (and
 * with them the engine and every pass over its output), which passes are on, and the JVM. A file of
 * another environment is never loaded (validation JV-21, JV-30).
 */
public record ArtifactEnvironment(String tag) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  /** Digits of the digest that go into the name: enough to tell builds apart, not a defence. */
  private static final int TAG_DIGITS = 16;

  public ArtifactEnvironment {
    if (!FORM.matcher(tag).matches()) {
      throw new IllegalArgumentException("an environment tag is 16 lower-case hex digits: " + tag);
    }
  }

  /** With all levers. */
  public static ArtifactEnvironment of(String workerDigest, String jvmVersion) {
    return of(workerDigest, jvmVersion, Levers.ALL);
  }

  /**
   * @param workerDigest digest of the worker's jars
   * @param jvmVersion full version of the JVM that runs workers, with its vendor
   * @param levers of which the passes count; see {@link Levers#passes}
   */
  public static ArtifactEnvironment of(String workerDigest, String jvmVersion, Levers levers) {
    byte[] text =
        String.join(
                "\n",
                "vouch-artifact-2",
                workerDigest,
                jvmVersion,
                levers.passes().toString(),
                System.getProperty("os.arch", ""))
            .getBytes(StandardCharsets.UTF_8);
    return new ArtifactEnvironment(
        HexFormat.of().formatHex(Sha256.digest(text)).substring(0, TAG_DIGITS));
  }
}
