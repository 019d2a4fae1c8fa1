/**
 * The statement table (backing spec 3): who voted on which candidate, when a candidate has its
 * quorum, and who contradicted themselves. A data structure without I/O; candidate backing keeps
 * one per scheduling parent.
 */
@NullMarked
package dev.vouch.core.table;

import org.jspecify.annotations.NullMarked;
