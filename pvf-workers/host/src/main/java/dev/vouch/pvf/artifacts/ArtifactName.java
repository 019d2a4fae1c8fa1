package dev.vouch.pvf.artifacts;

import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.ArtifactId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file name of an artifact: code hash, prep hash, environment and SHA-256, in hex. */
record ArtifactName(ArtifactId id, String environment, Hash digest) {
  private static final String HASH = "([0-9a-f]{64})";
  private static final Pattern FORM =
      Pattern.compile("%s-%s-([0-9a-f]{16})-%s\\.pvf".formatted(HASH, HASH, HASH));

  static Optional<ArtifactName> parse(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ArtifactId id = new ArtifactId(Hash.fromHex(matcher.group(1)), Hash.fromHex(matcher.group(2)));
    return Optional.of(new ArtifactName(id, matcher.group(3), Hash.fromHex(matcher.group(4))));
  }

  /** What all files of one artifact and environment begin with. */
  static String prefix(ArtifactId id, ArtifactEnvironment environment) {
    return id.codeHash().toHex() + "-" + id.prepHash().toHex() + "-" + environment.tag() + "-";
  }

  static String of(ArtifactId id, ArtifactEnvironment environment, Hash digest) {
    return prefix(id, environment) + digest.toHex() + ".pvf";
  }
}
