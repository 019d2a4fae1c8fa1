package dev.vouch.core.backing;

import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.ValidatorIndex;

/**
 * This node's own validator in a session.
 *
 * @param disabled as the scheduling parent's state says (quirk CB-q7: not the newest leaf's)
 */
record LocalValidator(PublicKey key, ValidatorIndex index, boolean disabled) {}
