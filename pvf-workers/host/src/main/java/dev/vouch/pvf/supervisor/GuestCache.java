package dev.vouch.pvf.supervisor;

import dev.vouch.primitives.Hash;
import java.nio.file.Path;

/**
 * An AOT cache that holds the classes of one artifact beside the worker's own, verified.
 *
 * @param artifact SHA-256 of the artifact
 * @param jar its compiled classes, for the class path
 * @param cache what the virtual machine made of both
 */
public record GuestCache(Hash artifact, Path jar, Path cache) {}
