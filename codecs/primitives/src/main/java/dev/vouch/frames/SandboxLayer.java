package dev.vouch.frames;

/**
 * One layer of the worker's sandbox and whether it holds.
 *
 * @param name such as {@code seccomp} or {@code landlock}
 * @param held true if it was installed <em>and</em> an attempt to do what it forbids was denied
 * @param detail what holds, or why it does not
 */
public record SandboxLayer(String name, boolean held, String detail) {}
