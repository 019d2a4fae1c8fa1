/**
 * Plays everything around a core: what it sends is recorded in order, what it asks is answered by a
 * script, its clock is a number. In the test-jar, for the tests of other modules too.
 */
@NullMarked
package dev.vouch.core.testing;

import org.jspecify.annotations.NullMarked;
