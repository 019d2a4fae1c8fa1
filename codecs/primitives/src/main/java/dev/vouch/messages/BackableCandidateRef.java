package dev.vouch.messages;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;

/** Names a backable candidate: its hash and the scheduling parent under which it was backed. */
public record BackableCandidateRef(CandidateHash candidateHash, Hash schedulingParent) {}
