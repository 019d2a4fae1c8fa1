package dev.vouch.node;

import dev.vouch.messages.SubsystemName;

/** A part of the node met a fault of its own and stopped; without it the node must not vote. */
public record NodeFault(SubsystemName part, String reason) {}
