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
 * @param lookAlikes functions that look like memcpy, memmove, memset or memcmp and are not on the
 *     reviewed list, so that they run as they are
 */
public record ArtifactFacts(
    int wasmBytes,
    int functions,
    List<String> interpreted,
    int classBytes,
    List<String> lookAlikes) {

  /** Copies the lists. */
  public ArtifactFacts {
    interpreted = List.copyOf(interpreted);
    lookAlikes = List.copyOf(lookAlikes);
  }
}
