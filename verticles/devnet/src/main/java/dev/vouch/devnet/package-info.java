/** The embedded network: validators, collators and the dev relay chain, on one machine. */
@NullMarked
package dev.vouch.devnet;

import org.jspecify.annotations.NullMarked;
