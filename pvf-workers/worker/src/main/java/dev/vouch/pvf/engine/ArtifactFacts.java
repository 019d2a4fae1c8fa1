package dev.vouch.pvf.engine;

import java.util.List;

/**
 * Facts about an artifact for people and metrics; nothing decides on them.
 *
 * @param wasmBytes length of the module before instrumentation
 * @param functions number of functions that the module defines
 * @param interpreted names of functions too large for a JVM method, which run in the interpreter
 *     (about 160 times slower)
 * @param classBytes length of all generated classes after rewriting
 */
public record ArtifactFacts(
    int wasmBytes, int functions, List<String> interpreted, int classBytes) {

  /** Copies the list. */
  public ArtifactFacts {
    interpreted = List.copyOf(interpreted);
  }
}
