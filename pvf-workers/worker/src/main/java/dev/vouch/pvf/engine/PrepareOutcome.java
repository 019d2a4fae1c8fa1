package dev.vouch.pvf.engine;

/** What preparation says about a module. */
public sealed interface PrepareOutcome {

  /** The module compiles; the caller writes the bytes to a file and hands that to the engine. */
  record Prepared(PreparedArtifact artifact) implements PrepareOutcome {}

  /** The module is at fault (or, for {@code ENGINE}, the compiler). */
  record Rejected(PrepareErrorKind kind, String reason) implements PrepareOutcome {}
}
