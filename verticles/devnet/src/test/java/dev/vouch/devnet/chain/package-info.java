/** Tests of the dev relay chain with candidates and votes that are really signed. */
@NullMarked
package dev.vouch.devnet.chain;

import org.jspecify.annotations.NullMarked;
