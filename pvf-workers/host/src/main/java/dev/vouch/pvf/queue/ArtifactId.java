package dev.vouch.pvf.queue;

import dev.vouch.primitives.Hash;

/**
 * What an artifact is made of (validation PH-10): the code as on chain, and the executor parameters
 * that are baked into the compiled code. Engine and JVM version are constant within a host and are
 * added by the artifact directory.
 */
public record ArtifactId(Hash codeHash, Hash prepHash) {}
