package dev.vouch.core.table;

import dev.vouch.messages.Misbehavior;
import dev.vouch.primitives.ValidatorIndex;

/** A fault and who committed it. */
public record DetectedMisbehavior(ValidatorIndex validator, Misbehavior misbehavior) {}
