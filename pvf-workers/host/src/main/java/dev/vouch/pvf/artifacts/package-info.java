/**
 * The directory of prepared artifacts. A file's name carries all that the artifact depends on
 * (code, executor parameters, worker and JVM) and the SHA-256 of its bytes, so a file that is
 * complete is usable after a restart, and by every host that shares the directory, without an index
 * that could disagree with it.
 */
@NullMarked
package dev.vouch.pvf.artifacts;

import org.jspecify.annotations.NullMarked;
