/** Tests of what devnet tells people, and of what it lets them ask for. */
@NullMarked
package dev.vouch.devnet;

import org.jspecify.annotations.NullMarked;
