package dev.vouch.devnet.collator;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.PersistedValidationData;

/**
 * What a collator hands to a validator.
 *
 * @param pov SCALE(PoV): the blob whose hash the descriptor names
 */
public record Collation(CandidateReceipt receipt, PersistedValidationData pvd, Bytes pov) {}
