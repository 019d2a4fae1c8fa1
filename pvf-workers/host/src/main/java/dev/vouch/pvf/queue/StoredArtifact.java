package dev.vouch.pvf.queue;

import dev.vouch.primitives.Hash;

/**
 * An artifact on disk: its file name inside the artifact directory, the SHA-256 digest that every
 * load verifies (validation PH-32) and the file's real size (PH-33).
 */
public record StoredArtifact(String fileName, Hash digest, long sizeBytes) {}
