/** Tests of prospective parachains, with the reference's emulator vectors. */
@NullMarked
package dev.vouch.core.prospective;

import org.jspecify.annotations.NullMarked;
