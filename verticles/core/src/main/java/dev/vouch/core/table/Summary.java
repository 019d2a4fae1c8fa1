package dev.vouch.core.table;

import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CoreIndex;

/**
 * What an import changed.
 *
 * @param group the group of the candidate, fixed by its first seconder
 * @param validityVotes number of votes after the import
 */
public record Summary(CandidateHash candidate, CoreIndex group, int validityVotes) {}
