/** A fake outside for one subsystem under test. */
@NullMarked
package dev.vouch.core.fakes;

import org.jspecify.annotations.NullMarked;
