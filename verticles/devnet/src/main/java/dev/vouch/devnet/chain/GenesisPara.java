package dev.vouch.devnet.chain;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;

/** A para that is registered at genesis. */
public record GenesisPara(ParaId id, HeadData head, BlobRef code) {}
