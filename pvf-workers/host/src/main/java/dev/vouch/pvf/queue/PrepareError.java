package dev.vouch.pvf.queue;

import dev.vouch.frames.PrepareErrorKind;

/** Why a preparation failed (validation 2.8.1). */
public record PrepareError(PrepareErrorKind kind, String reason) {}
