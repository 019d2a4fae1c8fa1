package dev.vouch.core.table;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.Statement;
import dev.vouch.primitives.ValidatorIndex;

/**
 * A statement whose signature was verified before.
 *
 * @param candidateHash the hash of the candidate that the statement is about, computed once by the
 *     caller: it costs hashing all commitments
 */
public record TableStatement(
    CandidateHash candidateHash, Statement statement, ValidatorIndex sender, Signature signature) {}
