package dev.vouch.core.prospective;

import dev.vouch.primitives.Hash;

/** What a candidate's validation data draws from its relay parent. */
public record RelayParentInfo(Hash hash, long number, Hash storageRoot) {}
