/** Tests of the availability cores. */
@NullMarked
package dev.vouch.core.availability;

import org.jspecify.annotations.NullMarked;
