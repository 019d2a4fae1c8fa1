package dev.vouch.pvf.wasm;

import java.util.List;

/**
 * A function body.
 *
 * @param locals span of the local declarations
 * @param groups types of the local groups, for validation
 * @param declared sum of all groups, without sign (WX-11)
 * @param code span of the instructions, the final {@code end} included
 */
record Body(Span locals, List<LocalGroup> groups, int declared, Span code) {
  record LocalGroup(int count, char type) {}
}
