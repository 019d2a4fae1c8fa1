/** Tests of the collators against the dev relay chain. */
@NullMarked
package dev.vouch.devnet.collator;

import org.jspecify.annotations.NullMarked;
