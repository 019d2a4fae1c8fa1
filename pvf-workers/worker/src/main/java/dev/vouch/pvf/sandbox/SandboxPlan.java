package dev.vouch.pvf.sandbox;

import java.util.Optional;

/**
 * What the sandbox of a worker is closed with.
 *
 * @param signalsIgnored whether the terminal's signals are ignored already
 * @param dieWithParentThread also ask the kernel for SIGKILL when the <em>thread</em> that started
 *     us ends: for hosts that start workers from threads as lasting as themselves
 * @param outsideNamespaces the host's own, if it started us through a launcher that makes new ones
 * @param deadly whether some calls kill the process; otherwise they fail like the others
 */
public record SandboxPlan(
    boolean signalsIgnored,
    boolean dieWithParentThread,
    Optional<String> outsideNamespaces,
    boolean deadly) {}
